import type { Point, RawFinding, RawPlace } from "../types.ts";

/** The part of rustc's JSON that we read (rustc book, "JSON Output"). */
export interface RustcSpan {
  readonly file_name: string;
  readonly byte_start: number;
  readonly byte_end: number;
  readonly line_start: number;
  readonly line_end: number;
  readonly column_start: number;
  readonly column_end: number;
  readonly is_primary: boolean;
  readonly label: string | null;
  readonly suggested_replacement: string | null;
  readonly suggestion_applicability: string | null;
  readonly expansion: { readonly span: RustcSpan } | null;
}
export interface RustcMessage {
  readonly message: string;
  readonly level: string;
  readonly code: { readonly code: string } | null;
  readonly spans: readonly RustcSpan[];
  readonly children: readonly RustcMessage[];
}

const startOf = (span: RustcSpan): Point => ({
  byte: span.byte_start,
  line: span.line_start,
  column: span.column_start,
});
const endOf = (span: RustcSpan): Point => ({
  byte: span.byte_end,
  line: span.line_end,
  column: span.column_end,
});

/** Whether the span lies in the standard library or a dependency: nothing there is ours to edit. */
const foreign = (span: RustcSpan): boolean =>
  span.file_name.startsWith("/rustc/") ||
  span.file_name.startsWith("<") ||
  /\/(?:\.rustup|rustlib|\.cargo\/registry|registry\/src)\//.test(span.file_name);

/** The place in our code that a span inside a macro of somebody else came from: `assert_eq!` points into std. */
function ours(span: RustcSpan): RustcSpan {
  let at = span;
  while (foreign(at) && at.expansion !== null) at = at.expansion.span;
  return at;
}

/** One compiler message as a finding, or `undefined` for the lines that only sum up. */
export function findingOf(message: RustcMessage): RawFinding | undefined {
  const severity =
    message.level === "warning"
      ? "warning"
      : message.level.startsWith("error")
        ? "error"
        : undefined;
  if (severity === undefined) return undefined;
  const found = message.spans.find((span) => span.is_primary) ?? message.spans[0];
  if (
    found === undefined &&
    /^aborting due to|warnings? emitted|^could not compile/.test(message.message)
  )
    return undefined;
  const primary = found === undefined ? undefined : ours(found);
  const labels = message.spans.flatMap((span) => placesOf(span, span.label ?? ""));
  const notes = message.children.flatMap((child) =>
    child.spans.flatMap((span) => placesOf(span, child.message)),
  );
  const label = found?.label;
  return {
    code: message.code?.code ?? "rustc",
    severity,
    message:
      typeof label === "string" && label !== "" ? `${message.message}: ${label}` : message.message,
    file: primary?.file_name ?? "",
    start: primary === undefined ? { line: 1, column: 1, unit: "characters" } : startOf(primary),
    end: primary === undefined ? { line: 1, column: 1, unit: "characters" } : endOf(primary),
    related: [...labels, ...notes],
    suggestions: message.children.flatMap(suggestionsOf),
  };
}

function placesOf(span: RustcSpan, message: string): RawPlace[] {
  const at = ours(span);
  if (foreign(at) || at.suggested_replacement !== null) return [];
  return [{ message, file: at.file_name, start: startOf(at), end: endOf(at) }];
}

/**
 * The suggestions of a `help`. Its `spans` flatten both alternatives and the parts of one edit: disjoint spans are parts,
 * identical or overlapping ones are alternatives; a mixture cannot be told apart and is left out (rustfix has the same
 * trouble).
 */
function suggestionsOf(child: RustcMessage): NonNullable<RawFinding["suggestions"]>[number][] {
  const spans = child.spans
    .filter((span) => span.suggested_replacement !== null)
    .map((span) => span);
  if (spans.length === 0) return [];
  const overlaps = (a: RustcSpan, b: RustcSpan): boolean =>
    a.file_name === b.file_name &&
    a.byte_start <= b.byte_end &&
    b.byte_start <= a.byte_end &&
    !(a.byte_end === b.byte_start && a.byte_start !== a.byte_end);
  const pairs = spans.flatMap((a, index) => spans.slice(index + 1).map((b) => overlaps(a, b)));
  const groups = pairs.every((overlap) => !overlap)
    ? [spans]
    : pairs.every((overlap) => overlap)
      ? spans.map((span) => [span])
      : [];
  return groups.map((group) => ({
    applicability: group[0]?.suggestion_applicability ?? "Unspecified",
    message: child.message,
    edits: group.map((span) => ({
      file: span.file_name,
      start: startOf(span),
      end: endOf(span),
      text: span.suggested_replacement ?? "",
    })),
  }));
}
