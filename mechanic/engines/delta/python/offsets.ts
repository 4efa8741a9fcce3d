import { lineStarts, type CodeDiagnostic, type Span } from "#intent";

/** The offsets of a diagnostic's place in the text that it is about. */
export function offsetsOf(text: string, diagnostic: CodeDiagnostic): Span {
  const starts = lineStarts(text);
  const start = (starts[diagnostic.line - 1] ?? 0) + diagnostic.column - 1;
  const end = (starts[diagnostic.endLine - 1] ?? 0) + diagnostic.endColumn - 1;
  return { start, end: Math.max(start, end) };
}
