import { applyEdits, type GateReport, type Hole, type RepairEdit } from "../../intent/index.ts";
import type { Case, GoldHole } from "./corpus.ts";
import type { Stretch } from "./lines.ts";
import {
  compose,
  leftOut,
  lineOf,
  linesOf,
  overlay,
  roleOfEdit,
  type FileMerge,
  type Role,
} from "./overlay.ts";
import type { Repaired } from "./repair-case.ts";
import { behaviourOf, gatesOf, lay, unlay, type Changed } from "./site.ts";
import { neededInBodies } from "./bodies.ts";
import type { QuickCheck } from "./quick-check.ts";

/** A place that is told of: file, line from 1 and what stands or happens there. */
export interface Told {
  readonly file: string;
  readonly line: number;
  readonly what: string;
}

/** What a repair is worth beside the gold. */
export interface Verdict {
  readonly edits: number;
  /** Edits that leave their lines as the gold does, but for layout. */
  readonly exact: number;
  readonly wrong: readonly Told[];
  /** What is no decision, and was not done. */
  readonly missing: readonly Told[];
  readonly holes: {
    readonly gold: number;
    readonly asked: number;
    readonly missed: readonly Told[];
    readonly superfluous: readonly Told[];
    /** Asked at the right place, as something else than what it is. */
    readonly otherKind: readonly Told[];
  };
  /** The same held to the list that several readers settled, where there is one. */
  readonly settled?: Verdict["holes"];
  readonly placeholders: readonly Told[];
  readonly generated: readonly string[];
  readonly decoys: readonly Told[];
  /** Whether the repair, with a person's answers at the holes, passes all gates and the behavioural tests. */
  readonly green: boolean;
  /** The same with the gold's text where something was left out as well. */
  readonly fair: boolean;
  readonly red?: string;
  readonly solved: boolean;
  /** Solved, but for what stands in tests. */
  readonly production: boolean;
}

/** What silences instead of answering. */
export const placeholder =
  /\b(?:todo|unimplemented|unreachable|panic)!|\.unwrap\(|\.expect\(|try_into\(|NotImplementedError|@ts-ignore|@ts-expect-error|\bas (?:any|never|unknown)\b|# (?:type|pyright): ignore/;

/** Judges a repair beside a case's gold patch. The tree stands as stamped before and after. */
export async function judge(changed: Changed, one: Case, result: Repaired): Promise<Verdict> {
  const { request } = changed;
  const { sources } = request;
  const merges = overlay(changed, one, result.texts);
  const answered = await judged(changed, one, compose(merges));
  // What nothing needs, neither a gate nor a behavioural test, was no part of the repair.
  const missing = answered.green
    ? []
    : toldOf(merges, "missing", (stretch) => stretch.theirs ?? []);
  const odd = [
    ...toldOf(merges, "other", (stretch) => stretch.ours ?? []),
    ...toldOf(merges, "extra", (stretch) => stretch.ours ?? []),
  ];
  // Where something is missing, what is there is judged with the gold in its place.
  const filled = missing.length === 0 ? new Set<string>() : leftOut(merges);
  const fair =
    missing.length === 0 ? answered : await judged(changed, one, compose(merges, filled));
  const extra = result.edits.filter((edit) => roleOfEdit(merges, sources, edit) === "extra");
  // Edits where the gold has none are right only where something needs them.
  const wrong = fair.green ? (await minimality(changed, one, result, filled, extra)).unneeded : odd;
  const holes = judgeHoles(sources, one.holes, result.holes);
  const placeholders = result.edits.flatMap((edit) =>
    placeholder.test(edit.text) && !placeholder.test(spelt(sources, edit))
      ? [
          {
            file: edit.file,
            line: lineOf(sources.get(edit.file) ?? "", edit.start),
            what: edit.text,
          },
        ]
      : [],
  );
  const generated = [...result.texts.keys()].filter((file) => request.stampedAfter.has(file));
  const decoys = one.decoys.flatMap(({ file, text }) => {
    const stood = sources.get(file) ?? "";
    return (result.texts.get(file) ?? stood).split(text).length === stood.split(text).length
      ? []
      : [{ file, line: lineOf(stood, stood.indexOf(text)), what: text }];
  });
  const right = (counts: (told: Told) => boolean): boolean =>
    [wrong, missing, placeholders, decoys, holes.missed, holes.superfluous, holes.otherKind].every(
      (list) => !list.some(counts),
    ) && generated.length === 0;
  const exact = result.edits.filter((edit) => roleOfEdit(merges, sources, edit) === "same");
  return {
    edits: result.edits.length,
    exact: exact.length,
    wrong,
    missing,
    holes,
    ...(one.settled === undefined
      ? {}
      : { settled: judgeHoles(sources, one.settled, result.holes) }),
    placeholders,
    generated,
    decoys,
    green: answered.green,
    fair: fair.green,
    ...(answered.green ? {} : { red: answered.red }),
    solved: right(() => true) && answered.green,
    production: right((told) => !request.tests.has(told.file)) && fair.green,
  };
}

const spelt = (
  sources: ReadonlyMap<string, string>,
  edit: { readonly file: string; readonly start: number; readonly end: number },
): string => (sources.get(edit.file) ?? "").slice(edit.start, edit.end);

const toldOf = (
  merges: readonly FileMerge[],
  role: Role,
  words: (stretch: Stretch) => readonly string[],
): Told[] =>
  merges.flatMap(({ file, parts }) =>
    parts
      .filter((part) => part.role === role)
      .map(({ stretch }) => ({
        file,
        line: stretch.start + 1,
        what: words(stretch).join("\n").trim(),
      })),
  );

/** How all gates judge texts with the behavioural tests beside them. */
export interface Judged {
  readonly green: boolean;
  /** The first thing that is wrong; empty where nothing is. */
  readonly red: string;
  readonly report: GateReport;
}

/** Runs all gates over texts with the behavioural tests beside them; the tree stands as stamped afterwards. */
export async function judged(
  changed: Changed,
  one: Case,
  texts: ReadonlyMap<string, string>,
): Promise<Judged> {
  const behaviour = await behaviourOf(changed, one);
  const laid = new Map([...texts, ...behaviour]);
  lay(changed, laid);
  try {
    const report = await gatesOf(changed.site, changed.service);
    const red = report.gates.find((gate) => gate.status === "failed");
    const said = red?.diagnostics.find((each) => each.severity === "error");
    const words =
      said === undefined ? (red?.reason ?? "") : `${said.file}:${said.line} ${said.message}`;
    return { green: report.green, red: red === undefined ? "" : `${red.gate}: ${words}`, report };
  } finally {
    unlay(changed, laid.keys());
  }
}

/** Which edits of a repair were left out in turn, and without which of them everything is as green. */
export interface Minimality {
  readonly tried: number;
  readonly unneeded: readonly Unneeded[];
}

/** An edit without which everything is as green. */
export interface Unneeded extends Told {
  /** Whether the gold makes it as well. */
  readonly exact: boolean;
}

/** Whether the gates or the behavioural tests refuse texts. */
export const refused =
  (changed: Changed, one: Case) =>
  async (texts: ReadonlyMap<string, string>): Promise<boolean> =>
    !(await judged(changed, one, texts)).green;

/** A repair with a person's part in place. */
export interface Completed {
  readonly texts: ReadonlyMap<string, string>;
  /** What of the repair's omissions was filled in from the gold, as `compose` takes it. */
  readonly filled: ReadonlySet<string>;
}

/**
 * The gold's answers put into a repair, and where that is not green what the repair left out as well; undefined where
 * that is red, too. `red` says whether texts are refused.
 */
export async function completed(
  changed: Changed,
  one: Case,
  result: Pick<Repaired, "edits" | "texts">,
  red: (texts: ReadonlyMap<string, string>) => Promise<boolean>,
): Promise<Completed | undefined> {
  const merges = overlay(changed, one, result.texts);
  for (const filled of [new Set<string>(), leftOut(merges)]) {
    const texts = compose(merges, filled);
    if (!(await red(texts))) return { texts, filled };
  }
  return undefined;
}

/** What {@link completed} gives, of a repair that was judged already. */
export const filledIn = (
  changed: Changed,
  one: Case,
  { texts }: Pick<Repaired, "texts">,
  { green, fair }: Verdict,
): Completed | undefined => {
  if (!green && !fair) return undefined;
  const merges = overlay(changed, one, texts);
  const filled = green ? new Set<string>() : leftOut(merges);
  return { texts: compose(merges, filled), filled };
};

/**
 * Leaves out one edit after the other, with a person's part in place: what is as green without an edit did not need it.
 * `quick` may know beforehand that a compiler refuses texts; what it lets pass, the gates decide.
 */
export async function minimality(
  changed: Changed,
  one: Case,
  result: Pick<Repaired, "edits" | "texts">,
  filled: ReadonlySet<string>,
  edits: readonly RepairEdit[] = result.edits,
  quick: Partial<Pick<QuickCheck, "red" | "refusals">> = {},
): Promise<Minimality> {
  const { sources } = changed.request;
  const whole = overlay(changed, one, result.texts);
  const told: Unneeded[] = [];
  // Where a person's answer covers an edit, the answer stands with it and without it.
  const covering = new Set<Role | undefined>(["both", "answer"]);
  const judgeable = edits.filter(
    (edit) =>
      !covering.has(roleOfEdit(whole, sources, edit)) &&
      // Layout belongs to the edit that it goes with, and so does the comma behind the last line of a list.
      !isLayout(edit.text, spelt(sources, edit)),
  );
  const without = (left: ReadonlySet<RepairEdit>): ReadonlyMap<string, string> => {
    const texts = new Map(
      [...result.texts.keys()].map((file) => {
        const rest = result.edits.filter((other) => !left.has(other) && other.file === file);
        const text = sources.get(file) ?? "";
        return [file, applyEdits(text, rest) ?? text] as const;
      }),
    );
    return compose(overlay(changed, one, texts), filled);
  };
  const needed =
    quick.refusals === undefined
      ? undefined
      : await neededInBodies(sources, judgeable, without, quick.refusals);
  for (const edit of judgeable) {
    if (needed?.has(edit) === true) continue;
    const texts = without(new Set([edit]));
    const isRed = quick.red !== undefined && (await quick.red(texts));
    if (!isRed && (await judged(changed, one, texts)).green)
      told.push({
        file: edit.file,
        line: lineOf(sources.get(edit.file) ?? "", edit.start),
        what: `${edit.rule}: ${spelt(sources, edit)} → ${edit.text}`,
        exact: roleOfEdit(whole, sources, edit) === "same",
      });
  }
  return { tried: judgeable.length, unneeded: told };
}

const isLayout = (text: string, spelt: string): boolean =>
  `${text}${spelt}`.trim() === "" ||
  (/\n/.test(`${text}${spelt}`) && /^,?\s*$/.test(text) && /^,?\s*$/.test(spelt));

/** Holds questions to a list of decisions. */
export function judgeHoles(
  sources: ReadonlyMap<string, string>,
  gold: readonly GoldHole[],
  asked: readonly Hole[],
): Verdict["holes"] {
  const found = new Set<GoldHole>();
  const seen = new Set<string>();
  const superfluous: Told[] = [];
  const otherKind: Told[] = [];
  for (const hole of asked) {
    const told = { file: hole.file, line: hole.line, what: `${hole.kind}: ${hole.question}` };
    const here = gold.filter((one) => {
      const { first, last } = linesOf(sources.get(one.file) ?? "", one);
      return one.file === hole.file && hole.line <= last && first <= hole.endLine;
    });
    const match = here.find((one) => one.kind.includes(hole.kind)) ?? here[0];
    const key = `${hole.kind} ${hole.file}:${hole.line}`;
    if (match === undefined || seen.has(key)) superfluous.push(told);
    else if (!match.kind.includes(hole.kind)) otherKind.push(told);
    if (match !== undefined) found.add(match);
    seen.add(key);
  }
  const must = gold.filter((hole) => hole.may !== true);
  return {
    gold: must.length,
    asked: asked.length,
    missed: must
      .filter((hole) => !found.has(hole))
      .map((hole) => ({
        file: hole.file,
        line: linesOf(sources.get(hole.file) ?? "", hole).first,
        what: `${hole.kind.join("|")}: ${hole.why}`,
      })),
    superfluous,
    otherKind,
  };
}
