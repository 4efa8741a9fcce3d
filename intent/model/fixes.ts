import type { Edit } from "../base/edit.ts";
import type { Fix } from "../base/diagnostic.ts";
import type { Span } from "../base/span.ts";
import { expansionAt } from "./expanded-tree.ts";
import type { FileContext } from "./file-context.ts";

/** What resolves a problem: the sentence, and the edits where they are certain. */
export interface Cure {
  readonly cure?: string;
  readonly fix?: Fix;
}

/**
 * The fix that puts texts in place of spans of a file. None where one of them is what a defined form made: it stands
 * nowhere.
 */
export function edited(
  context: FileContext,
  title: string,
  changes: readonly (readonly [Span, string])[],
): { readonly fix?: Fix } {
  if (changes.some(([span]) => expansionAt(span) !== undefined)) return {};
  const file = context.tree.path;
  const edits: Edit[] = changes.map(([{ start, end }, text]) => ({ file, start, end, text }));
  return { fix: { title, edits } };
}

/** "write X", with the edit that does it. `why` goes on behind it in the cure. */
export const written = (context: FileContext, span: Span, text: string, why = ""): Cure => ({
  cure: `write ${text}${why}`,
  ...edited(context, `write ${text}`, [[span, text]]),
});

/** What puts a text behind a place, parted from what stands on either side. */
export const putBehind = (
  { written: all }: FileContext,
  at: number,
  text: string,
): readonly [Span, string] => [
  { start: at, end: at },
  ` ${text}${/[\s)]/.test(all.charAt(at)) ? "" : " "}`,
];

/** The edit that takes a span away, with the white space that would be left. */
export const deleted = (context: FileContext, span: Span, title: string): { readonly fix?: Fix } =>
  expansionAt(span) === undefined ? edited(context, title, [[wholeOf(context, span), ""]]) : {};

/** {@link deleted} of several spans that do not touch. */
export const allDeleted = (
  context: FileContext,
  spans: readonly Span[],
  title: string,
): { readonly fix?: Fix } =>
  edited(
    context,
    title,
    spans.map((span) => [expansionAt(span) === undefined ? wholeOf(context, span) : span, ""]),
  );

/** The edit that takes an option away, given where its value stands (or the keyword of a flag). */
export function optionDeleted(
  context: FileContext,
  value: Span,
  option: string,
): { readonly fix?: Fix } {
  const before = context.written.slice(Math.max(0, value.start - lookbackMax), value.start);
  const keyword = new RegExp(`:${option}\\s+$`).exec(before)?.[0].length ?? 0;
  const isFlag = context.written.slice(value.start, value.end) === `:${option}`;
  if (keyword === 0 && !isFlag) return {};
  return deleted(
    context,
    expansionAt(value) === undefined ? { start: value.start - keyword, end: value.end } : value,
    `delete :${option}`,
  );
}

/** How far before its value the keyword of an option is looked for, in UTF-16 units. */
const lookbackMax = 200;

/**
 * A span with the spaces before it, or with its line where it is all of it. A line end before it stays: behind a comment
 * what follows would become part of that.
 */
function wholeOf({ written: text }: FileContext, { start, end }: Span): Span {
  let from = start;
  while (from > 0 && /[ \t]/.test(text.charAt(from - 1))) from--;
  const startsLine = from === 0 || text.charAt(from - 1) === "\n";
  if (!startsLine) return { start: from, end };
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end, end + 100))?.[0];
  if (rest !== undefined) return { start: from, end: end + rest.length };
  const spaces = /^[ \t]*/.exec(text.slice(end, end + 100))?.[0] ?? "";
  return { start, end: end + spaces.length };
}
