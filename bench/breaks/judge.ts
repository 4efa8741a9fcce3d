import { applyEdits, type GateReport, type Hole, type RepairEdit } from "../../intent/index.ts";
import type { Case, GoldHole } from "./corpus.ts";
import { hunksBetween, merged, sameCode, stretches, type Stretch } from "./lines.ts";
import type { Repaired } from "./repair-case.ts";
import { behaviourOf, gatesOf, goldTexts, lay, unlay, type Changed } from "./site.ts";

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

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

/** Lines (from 1) on which a gold hole stands in the text before the change. */
function linesOf(text: string, hole: GoldHole): { first: number; last: number } {
  const at = text.indexOf(hole.at);
  return { first: lineOf(text, at), last: lineOf(text, at + hole.at.length) };
}

interface FileMerge {
  readonly file: string;
  readonly before: string;
  readonly parts: readonly Part[];
}

/** `same`, `other` than the gold, where the gold has nothing (`extra`), left out (`missing`), or a person's to say. */
type Role = "same" | "other" | "extra" | "missing" | "answer" | "both";

interface Part {
  readonly stretch: Stretch;
  readonly role: Role;
}

/** The repair and the gold patch laid over each other, file by file. */
function overlay(
  changed: Changed,
  one: Case,
  texts: ReadonlyMap<string, string>,
): readonly FileMerge[] {
  const gold = goldTexts(changed, one);
  const files = new Set([...gold.keys(), ...texts.keys()]);
  return [...files].toSorted().map((file) => {
    const text = changed.request.sources.get(file) ?? "";
    const ours = hunksBetween(text, texts.get(file) ?? text);
    const theirs = hunksBetween(text, gold.get(file) ?? text);
    const holes = one.holes.filter((hole) => hole.file === file).map((hole) => linesOf(text, hole));
    const also = one.holes
      .flatMap((hole) => hole.also ?? [])
      .filter((each) => each.file === file)
      .map((each) => each.at);
    const parts = stretches(text, ours, theirs).map((stretch) => {
      const last = Math.max(stretch.end, stretch.start + 1);
      const hole =
        holes.some((lines) => stretch.start < lines.last && lines.first - 1 < last) ||
        also.some((at) => (stretch.theirs ?? []).join("\n").includes(at));
      return { stretch, role: roleOf(stretch, hole) };
    });
    return { file, before: text, parts: paired(parts) };
  });
}

/** Lines between which the same line may stand on one side or the other: the order of a record's fields is anybody's. */
const nearLines = 12;

/** The same lines a little higher or lower are the same edit. */
function paired(parts: readonly Part[]): readonly Part[] {
  const gone = new Set<Part>();
  const moved = parts.map((part) => {
    if (part.role !== "extra") return part;
    const twin = parts.find(
      (other) =>
        other.role === "missing" &&
        !gone.has(other) &&
        Math.abs(other.stretch.start - part.stretch.start) <= nearLines &&
        sameCode(other.stretch.theirs ?? [], part.stretch.ours ?? []),
    );
    if (twin === undefined) return part;
    gone.add(twin);
    return { ...part, role: "same" as const };
  });
  return moved.filter((_, index) => {
    const part = parts[index];
    return part === undefined || !gone.has(part);
  });
}

function roleOf({ ours, theirs }: Stretch, hole: boolean): Role {
  if (ours === undefined) return hole ? "answer" : "missing";
  if (theirs === undefined) return "extra";
  if (sameCode(ours, theirs)) return "same";
  return hole ? "both" : "other";
}

/**
 * The repair with the gold's answers where a person is asked, and with what is in `filled` of what the repair has left
 * out. What is decided covers its whole lines: there the gold's text stands.
 */
const compose = (
  merges: readonly FileMerge[],
  filled: ReadonlySet<string> = new Set(),
): Map<string, string> =>
  new Map(
    merges.map(({ file, before, parts }) => [
      file,
      merged(
        before,
        parts.map((part) => ({ stretch: part.stretch, lines: chosen(file, part, filled) })),
      ),
    ]),
  );

function chosen(
  file: string,
  part: Part,
  filled: ReadonlySet<string>,
): readonly string[] | undefined {
  const { stretch, role } = part;
  if (role === "answer" || role === "both") return stretch.theirs;
  if (role === "missing") return filled.has(keyOf(file, part)) ? stretch.theirs : undefined;
  return stretch.ours;
}

const keyOf = (file: string, { stretch }: Part): string =>
  JSON.stringify([file, stretch.start, stretch.theirs]);

/** What a repair has left out of the gold, as `compose` takes it. */
const leftOut = (merges: readonly FileMerge[]): ReadonlySet<string> =>
  new Set(
    merges.flatMap(({ file, parts }) =>
      parts.filter(({ role }) => role === "missing").map((part) => keyOf(file, part)),
    ),
  );

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

function roleOfEdit(
  merges: readonly FileMerge[],
  sources: ReadonlyMap<string, string>,
  edit: RepairEdit,
): Role | undefined {
  const line = lineOf(sources.get(edit.file) ?? "", edit.start) - 1;
  const parts = merges.find((one) => one.file === edit.file)?.parts ?? [];
  return parts.find(
    ({ stretch }) => stretch.start <= line && line <= Math.max(stretch.end - 1, stretch.start),
  )?.role;
}

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

/**
 * Leaves out one edit after the other, with a person's part in place: what is as green without an edit did not need it.
 * `red` may know beforehand that a compiler refuses texts; what it lets pass, the gates decide.
 */
export async function minimality(
  changed: Changed,
  one: Case,
  result: Pick<Repaired, "edits" | "texts">,
  filled: ReadonlySet<string>,
  edits: readonly RepairEdit[] = result.edits,
  red: (texts: ReadonlyMap<string, string>) => Promise<boolean> = () => Promise.resolve(false),
): Promise<Minimality> {
  const { sources } = changed.request;
  const whole = overlay(changed, one, result.texts);
  const told: Unneeded[] = [];
  // Where a person's answer covers an edit, the answer stands with it and without it.
  const covering = new Set<Role | undefined>(["both", "answer"]);
  const judgeable = edits.filter(
    (edit) =>
      !covering.has(roleOfEdit(whole, sources, edit)) &&
      // Layout belongs to the edit that it goes with.
      `${edit.text}${spelt(sources, edit)}`.trim() !== "",
  );
  for (const edit of judgeable) {
    const texts = new Map(
      [...result.texts.keys()].map((file) => {
        const rest = result.edits.filter((other) => other !== edit && other.file === file);
        const text = sources.get(file) ?? "";
        return [file, applyEdits(text, rest) ?? text] as const;
      }),
    );
    const without = compose(overlay(changed, one, texts), filled);
    if (!(await red(without)) && (await judged(changed, one, without)).green)
      told.push({
        file: edit.file,
        line: lineOf(sources.get(edit.file) ?? "", edit.start),
        what: `${edit.rule}: ${spelt(sources, edit)} → ${edit.text}`,
        exact: roleOfEdit(whole, sources, edit) === "same",
      });
  }
  return { tried: judgeable.length, unneeded: told };
}

function judgeHoles(
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
