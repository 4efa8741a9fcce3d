import type { Language } from "../model/types.ts";
import { languages } from "../model/types.ts";
import data from "./conflict-rules.json" with { type: "json" };
import {
  conditions,
  deltaKinds,
  ruleReaches,
  useKinds,
  type AxisVerdict,
  type Condition,
  type ConflictRule,
  type DeltaKind,
  type UseKind,
} from "./types.ts";

const severity: Readonly<Record<AxisVerdict, number>> = { compatible: 0, unknown: 1, breaks: 2 };

/** The worst of some verdicts: breaks, then unknown, then compatible (also for none at all). */
export function worst(verdicts: Iterable<AxisVerdict>): AxisVerdict {
  let found: AxisVerdict = "compatible";
  for (const verdict of verdicts) if (severity[verdict] > severity[found]) found = verdict;
  return found;
}

function member<const T extends string>(list: readonly T[], name: string, id: string): T {
  const found = list.find((one) => one === name);
  if (found === undefined)
    throw new Error(
      `conflict-rules.json: ${id} says ${JSON.stringify(name)}, which is none of ${list.join(", ")}`,
    );
  return found;
}

const verdict = (name: string, id: string): AxisVerdict =>
  member(["breaks", "compatible", "unknown"] as const, name, id);

function usesOfRow(uses: object, id: string): ConflictRule["uses"] {
  const found: Partial<Record<UseKind, AxisVerdict | Partial<Record<Language, AxisVerdict>>>> = {};
  for (const [use, value] of Object.entries(uses))
    found[member(useKinds, use, id)] = useOfRow(value, id);
  return found;
}

function useOfRow(
  value: unknown,
  id: string,
): AxisVerdict | Partial<Record<Language, AxisVerdict>> {
  if (typeof value === "string") return verdict(value, id);
  const found: Partial<Record<Language, AxisVerdict>> = {};
  for (const [language, name] of Object.entries(Object(value)))
    found[member(languages, language, id)] = verdict(String(name), id);
  return found;
}

type Row = (typeof data)[number];

const made = new Map<Row, ConflictRule>();

/** The rule that a row says, made when it is first needed: a delta meets few of them. */
function ruleOf(row: Row): ConflictRule {
  const known = made.get(row);
  if (known !== undefined) return known;
  const corners = {
    newReadsOld: verdict(row.wire.newReadsOld, row.id),
    oldReadsNew: verdict(row.wire.oldReadsNew, row.id),
  };
  const rule: ConflictRule = {
    id: row.id,
    kind: member(deltaKinds, row.kind, row.id),
    when: (row.when ?? []).map((name) => member(conditions, name, row.id)),
    reach: member(ruleReaches, row.reach, row.id),
    axes: {
      source: verdict(row.source, row.id),
      wire: worst([corners.newReadsOld, corners.oldReadsNew]),
      stored: verdict(row.stored, row.id),
    },
    corners,
    uses: usesOfRow(row.uses, row.id),
    because: row.because,
  };
  made.set(row, rule);
  return rule;
}

/** All conflict rules, in the order in which they are tried. A row that the file spells wrongly is a bug and throws. */
export const conflictRules = (): readonly ConflictRule[] => data.map(ruleOf);

const byKind: ReadonlyMap<string, readonly Row[]> = Map.groupBy(data, ({ kind }) => kind);

/** The row that decides for a kind under these conditions. Every kind ends with a row without conditions (a test holds it). */
export function ruleFor(kind: DeltaKind, holding: Iterable<Condition>): ConflictRule {
  const facts = new Set<string>(holding);
  const row = byKind
    .get(kind)
    ?.find(({ when }) => (when ?? []).every((condition) => facts.has(condition)));
  if (row === undefined) throw new Error(`conflict-rules.json has no row for ${kind}`);
  return ruleOf(row);
}

const byId: ReadonlyMap<string, Row> = new Map(data.map((row) => [row.id, row]));

/** The row of this id, as changes and verdicts name it. */
export function ruleById(id: string): ConflictRule | undefined {
  const row = byId.get(id);
  return row && ruleOf(row);
}

/** What a row says of one use in one language. */
export function useVerdict(rule: ConflictRule, use: UseKind, language: Language): AxisVerdict {
  const said = rule.uses[use];
  if (said === undefined) return "compatible";
  return typeof said === "string" ? said : (said[language] ?? "compatible");
}
