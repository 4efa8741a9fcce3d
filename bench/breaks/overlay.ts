import type { RepairEdit } from "../../intent/index.ts";
import type { Case, GoldHole } from "./corpus.ts";
import { hunksBetween, merged, sameCode, stretches, type Stretch } from "./lines.ts";
import { areForAnswers, areSpentImports, importBlocks } from "./spent-imports.ts";
import { goldTexts, type Changed } from "./site.ts";

/** The line, from 1, on which an offset stands. */
export const lineOf = (text: string, offset: number): number =>
  text.slice(0, offset).split("\n").length;

/** Lines (from 1) on which a gold hole stands in the text before the change. */
export function linesOf(text: string, hole: GoldHole): { first: number; last: number } {
  const at = text.indexOf(hole.at);
  return { first: lineOf(text, at), last: lineOf(text, at + hole.at.length) };
}

/** A file's repair and gold, stretch by stretch. */
export interface FileMerge {
  readonly file: string;
  readonly before: string;
  readonly parts: readonly Part[];
}

/** `same`, `other` than the gold, where the gold has nothing (`extra`), left out (`missing`), or a person's to say. */
export type Role = "same" | "other" | "extra" | "missing" | "answer" | "both";

interface Part {
  readonly stretch: Stretch;
  readonly role: Role;
}

/** The repair and the gold patch laid over each other, file by file. */
export function overlay(
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
      // What is put right behind the lines of a question belongs to its answer, too: one more branch, one more row.
      const reach = stretch.start === stretch.end ? 1 : 0;
      const hole =
        holes.some((lines) => stretch.start < lines.last + reach && lines.first - 1 < last) ||
        also.some((at) => (stretch.theirs ?? []).join("\n").includes(at));
      return { stretch, role: roleOf(stretch, hole) };
    });
    const repaired = texts.get(file) ?? text;
    const laid = withAnswers(text, paired(parts), repaired);
    return { file, before: text, parts: withoutSpent(text, laid, repaired) };
  });
}

/** What the gold imports for nothing but what a person answers is a part of those answers. */
function withAnswers(before: string, parts: readonly Part[], repaired: string): readonly Part[] {
  const lines = before.split("\n");
  const blocks = importBlocks(before);
  const blockOf = ({ stretch }: Part): (typeof blocks)[number] | undefined =>
    blocks.find(({ start, end }) => start <= stretch.start && stretch.end <= end);
  return parts.map((part) => {
    const block = part.role === "missing" ? blockOf(part) : undefined;
    if (block === undefined) return part;
    const around = parts.filter((one) => blockOf(one) === block);
    const gold = around.flatMap(({ stretch }) => stretch.theirs ?? []);
    const isAsked =
      around.every(({ stretch }) => stretch.ours === undefined) &&
      areForAnswers(lines.slice(block.start, block.end), gold, repaired);
    return isAsked ? { ...part, role: "answer" as const } : part;
  });
}

/**
 * An import that the repair needs and that nothing names any more once a person's answers stand goes with those answers,
 * as a formatter or a reviewer would have it: it is a part of them.
 */
function withoutSpent(before: string, parts: readonly Part[], repaired: string): readonly Part[] {
  const answered = merged(
    before,
    parts.map((part) => ({ stretch: part.stretch, lines: chosen("", part, new Set()) })),
  );
  return parts.map((part) => {
    const isSpent =
      part.role === "extra" &&
      part.stretch.start === part.stretch.end &&
      areSpentImports(part.stretch.ours ?? [], { repaired, answered });
    return isSpent ? { ...part, role: "answer" as const } : part;
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
        (other.role === "missing" || other.role === "answer") &&
        other.stretch.ours === undefined &&
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
export const compose = (
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
export const leftOut = (merges: readonly FileMerge[]): ReadonlySet<string> =>
  new Set(
    merges.flatMap(({ file, parts }) =>
      parts.filter(({ role }) => role === "missing").map((part) => keyOf(file, part)),
    ),
  );

/** What an edit of the repair is beside the gold; `undefined` where nothing of it is left. */
export function roleOfEdit(
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
