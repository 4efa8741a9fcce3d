import type { Diagnostic, Severity } from "./diagnostic.ts";
import { displayWidth, shownCharacter, shownText } from "./display.ts";
import { rangeOf } from "./source.ts";
import type { Range, Span } from "./span.ts";

/** How a diagnostic is drawn. */
export interface RenderOptions {
  /** Whether to use a terminal's colours; default no. */
  readonly color?: boolean;
  /** Texts of other files, for notes that point into them. */
  readonly textOf?: (file: string) => string | undefined;
}

/** Longest piece of a line that is shown, in UTF-16 units, and how much of it may lie before the span. */
const windowMax = 140;
const windowBefore = 60;

const escapes = {
  error: "31;1",
  warning: "33;1",
  info: "36;1",
  bold: "1",
  dim: "2",
  cure: "32",
} as const;
type Style = keyof typeof escapes;
type Paint = (style: Style, text: string) => string;

const painter = (color: boolean): Paint =>
  color ? (style, text) => `\u001b[${escapes[style]}m${text}\u001b[0m` : (_, text) => text;

/**
 * One diagnostic as several lines of text: place, severity, message and code; the lines it speaks of with carets below;
 * notes, each with its own lines; the cure. `text` is the text of the diagnostic's file. Whatever the text holds, the
 * result has no control character but line ends (and colours, where asked for). After dune and rustc.
 */
export function renderDiagnostic(
  diagnostic: Diagnostic,
  text: string,
  options: RenderOptions = {},
): string {
  const paint = painter(options.color ?? false);
  const { severity } = diagnostic;
  const range = rangeOf(text, within(diagnostic.span, text));
  const lines = [
    `${paint("bold", place(diagnostic.file, range))}: ${paint(severity, severity)}: ` +
      `${paint("bold", shownText(diagnostic.message))} ${paint("dim", `[${diagnostic.code}]`)}`,
    ...excerpt(text, diagnostic.span, severity, paint),
  ];
  for (const note of diagnostic.notes ?? []) {
    const file = note.file ?? diagnostic.file;
    const noteText = file === diagnostic.file ? text : options.textOf?.(file);
    lines.push(`  ${paint("info", "note")}: ${shownText(note.message)}`);
    if (note.span === undefined) continue;
    if (noteText === undefined) {
      lines.push(`    in ${shownText(file)}`);
      continue;
    }
    lines.push(`    at ${place(file, rangeOf(noteText, within(note.span, noteText)))}`);
    lines.push(...excerpt(noteText, note.span, "info", paint));
  }
  if (diagnostic.cure !== undefined)
    lines.push(`  ${paint("cure", "cure")}: ${shownText(diagnostic.cure)}`);
  return lines.join("\n");
}

const place = (file: string, range: Range): string =>
  `${shownText(file)}:${range.line}:${range.column}`;

/** A span cut to its text: a stale one must not break the report about it. */
const within = (span: Span, text: string): Span => {
  const start = Math.min(Math.max(span.start, 0), text.length);
  return { start, end: Math.min(Math.max(span.end, start), text.length) };
};

/** The first and the last line of a span, with carets. */
function excerpt(text: string, wanted: Span, severity: Severity, paint: Paint): string[] {
  const span = within(wanted, text);
  const range = rangeOf(text, span);
  // A span that ends at the start of a line ends, for a reader, with the line before.
  const endsBefore = range.endLine > range.line && range.endColumn === 1;
  const lastLine = endsBefore ? range.endLine - 1 : range.endLine;
  const gutter = String(lastLine).length;
  const empty = `${" ".repeat(gutter)} ${paint("dim", "|")}`;
  const lines: string[] = [empty];
  const show = (line: number, offset: number): void => {
    const [code, carets] = marked(text, offset, span);
    lines.push(`${paint("dim", `${String(line).padStart(gutter)} |`)} ${code}`.trimEnd());
    lines.push(`${empty} ${paint(severity, carets)}`);
  };
  show(range.line, span.start);
  if (lastLine > range.line + 1) lines.push(`${" ".repeat(gutter)} ${paint("dim", "…")}`);
  if (lastLine > range.line) show(lastLine, endsBefore ? span.end - 1 : span.end);
  return lines;
}

/** The line that `offset` stands in as it is shown, and the carets below the part of it that lies in `span`. */
function marked(text: string, offset: number, span: Span): [string, string] {
  const lineStart = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  const newline = text.indexOf("\n", offset);
  const lineEnd = newline === -1 ? text.length : newline;
  const end = text.charAt(lineEnd - 1) === "\r" && lineEnd > lineStart ? lineEnd - 1 : lineEnd;
  const indent =
    /^[\t ]*/.exec(text.slice(lineStart, Math.min(end, lineStart + windowMax)))?.[0].length ?? 0;
  const from = Math.min(
    Math.max(span.start, span.start < lineStart ? lineStart + indent : lineStart),
    end,
  );
  const to = Math.max(from, Math.min(span.end, end));
  const windowStart =
    end - lineStart <= windowMax ? lineStart : Math.max(lineStart, from - windowBefore);
  const windowEnd = Math.min(end, windowStart + windowMax);
  const show = (start: number, stop: number): string =>
    Array.from(text.slice(start, Math.min(stop, windowEnd)), shownCharacter).join("");
  const before = `${windowStart > lineStart ? "…" : ""}${show(windowStart, from)}`;
  const inside = show(from, to);
  const after = `${show(Math.max(from, to), windowEnd)}${windowEnd < end ? "…" : ""}`;
  const carets = " ".repeat(displayWidth(before)) + "^".repeat(Math.max(1, displayWidth(inside)));
  return [before + inside + after, carets];
}
