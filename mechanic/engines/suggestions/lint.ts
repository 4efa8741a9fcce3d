import type { CodeDiagnostic, GateResult, RepairEdit } from "#intent";
import { applyEdits } from "#intent";
import { applicable, ownershipLints, traps } from "./allowed.ts";
import { composeEdits } from "./compose.ts";

export interface Settled {
  readonly edits: readonly RepairEdit[];
  /** All texts of the repair, the settled ones among them. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * What a linter says of a repair's own lines, settled by its own suggestions from an allow-list. `undefined` unless every
 * error can be: half of them would leave the gate as red as it was.
 *
 * `edits` lead from `sources` to `texts`; the answer's edits lead from `sources` to its texts.
 */
export function settleLint(
  sources: ReadonlyMap<string, string>,
  edits: readonly RepairEdit[],
  texts: ReadonlyMap<string, string>,
  lint: GateResult,
): Settled | undefined {
  const errors = lint.diagnostics.filter((one) => one.severity === "error");
  const asked = errors.map((error) => suggested(error, edits, texts));
  if (asked.length === 0 || asked.some((one) => one === undefined)) return undefined;
  // A library and its tests are linted apart and say the same twice.
  const unique = new Map(
    asked
      .flatMap((one) => one ?? [])
      .map((edit) => [`${edit.file} ${edit.start} ${edit.end} ${edit.text}`, edit]),
  );
  const result = new Map(texts);
  const composed: RepairEdit[] = [];
  const byFile = Map.groupBy(unique.values(), (edit) => edit.file);
  for (const [file, own] of Map.groupBy(edits, (edit) => edit.file)) {
    const more = byFile.get(file);
    const together = more === undefined ? own : composeEdits(own, more);
    const text = applyEdits(sources.get(file) ?? "", together);
    if (
      text === undefined ||
      (more !== undefined && text !== applyEdits(texts.get(file) ?? "", more))
    )
      return undefined;
    composed.push(...together);
    result.set(file, text);
  }
  return { edits: composed, texts: result };
}

/** The suggestion for one error, where it is on a line that the repair wrote. */
function suggested(
  error: CodeDiagnostic,
  edits: readonly RepairEdit[],
  texts: ReadonlyMap<string, string>,
): RepairEdit[] | undefined {
  const text = texts.get(error.file);
  if (text === undefined || !ownershipLints.has(error.code)) return undefined;
  const suggestion = error.suggestions?.find(
    (one) =>
      applicable.has(one.applicability) &&
      one.edits.length > 0 &&
      one.edits.every((edit) => edit.file === error.file && !traps.test(edit.text)),
  );
  const owner = edits.find(
    (edit) => edit.file === error.file && writesOn(edit, edits, text, error.line, error.endLine),
  );
  if (suggestion === undefined || owner === undefined) return undefined;
  return suggestion.edits.map((edit) => ({
    ...edit,
    text: laidOut(text, edit.start, edit.end, edit.text),
    change: owner.change,
    rule: "convert-as-suggested",
    certainty: owner.certainty,
    because: `${owner.because} The linter then says: ${error.message}.`,
  }));
}

/** Whether an edit wrote on one of these lines of the edited text. */
function writesOn(
  edit: RepairEdit,
  edits: readonly RepairEdit[],
  text: string,
  first: number,
  last: number,
): boolean {
  const shift = edits
    .filter((one) => one.file === edit.file && one.start < edit.start)
    .reduce((sum, one) => sum + one.text.length - (one.end - one.start), 0);
  const lineAt = (offset: number): number => text.slice(0, offset).split("\n").length;
  const start = edit.start + shift;
  return lineAt(start) <= last && lineAt(start + edit.text.length) >= first;
}

/** A chain of calls that stood one a line keeps its lines. */
function laidOut(text: string, start: number, end: number, replacement: string): string {
  const indent = /^\s*\n(\s*)\./.exec(text.slice(start, end))?.[1];
  if (indent === undefined || replacement.includes("\n") || !replacement.startsWith("."))
    return replacement;
  const calls = topLevelCalls(replacement);
  return calls.map((call) => `\n${indent}${call}`).join("");
}

/** `.find(|a| a.b()).cloned()` → `.find(|a| a.b())`, `.cloned()`. */
function topLevelCalls(chain: string): string[] {
  const calls: string[] = [];
  let depth = 0;
  for (let at = 0; at < chain.length; at++) {
    const character = chain[at] ?? "";
    if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    if (depth === 0 && character === ".") calls.push("");
    calls[calls.length - 1] = (calls.at(-1) ?? "") + character;
  }
  return calls;
}
