import type { Choice, Edit, Span } from "#intent";

/** Where a text goes, as an engine says it: offsets of the unedited text, and what stands around the text. */
export interface SlotDraft extends Span {
  readonly before?: string;
  readonly after?: string;
  /** What stands around it binds tighter than an operator of the text would. */
  readonly binds?: boolean;
}

/** Candidates that are spelt as code, each put into the slot. `before` of a slot is not repeated where a candidate spells it. */
export function choicesOf(
  file: string,
  slot: SlotDraft,
  candidates: readonly string[],
): readonly Choice[] {
  const { start, end, before = "", after = "" } = slot;
  return candidates.map((label) => {
    const text = before !== "" && label.startsWith(before) ? label : `${before}${label}${after}`;
    return { label, edits: [{ file, start, end, text }] };
  });
}

/** Stands for the text of a slot while an engine lays out the edit around it. */
export const mark = "\u0000";

/** The slot of an edit whose text holds the mark; `undefined` where it does not. */
export function slotOf({
  start,
  end,
  text,
}: Pick<Edit, "start" | "end" | "text">): SlotDraft | undefined {
  const [before, after] = text.split(mark);
  return before === undefined || after === undefined ? undefined : { start, end, before, after };
}

/** White space that a line begins with, for the line that an offset stands on. */
export function indentAt(text: string, offset: number): string {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? "";
}

/** Whether only white space stands before an offset on its line. */
export const startsLine = (text: string, offset: number): boolean =>
  text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset).trim() === "";

/** A text as it goes into a place that binds: with parentheses where it is made of several parts. */
export function bound(text: string, binds: boolean): string {
  return !binds || isOnePart(text) ? text : `(${text})`;
}

/** Whether no operator stands outside of brackets and quotes. */
function isOnePart(text: string): boolean {
  let rest = text.trim().replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g, "q");
  for (let before = ""; before !== rest;) {
    before = rest;
    rest = rest.replaceAll(/\([^()[\]{}]*\)|\[[^()[\]{}]*\]|\{[^()[\]{}]*\}/g, "");
  }
  return /^(?:new |await |&|\*|-|!)*[\w$.:?!#]*$/.test(rest);
}
