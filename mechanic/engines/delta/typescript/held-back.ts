import { lineStarts, type Hole, type HoleKind, type RepairEdit, type RepairRequest } from "#intent";

/** Kinds whose answer takes the place of the whole expression that is asked about. */
const whole: ReadonlySet<HoleKind> = new Set<HoleKind>([
  "conversion",
  "narrowing",
  "ordering",
  "validation",
]);

/** What is only right for one answer: a literal of the new kind, a conversion. A name that changed is right for each. */
const oneWay = /^(?:literal-respelt|convert-at-boundary|wrap-value)$/;

/**
 * The edits without those inside of an expression that is asked about as a whole: `rate * 60n` is right where the answer
 * counts in big integers, and wrong where it is `Number(rate) * 60`. Gives the rest.
 */
export function withoutAsked(
  { sources }: RepairRequest,
  edits: readonly RepairEdit[],
  holes: readonly Hole[],
): readonly RepairEdit[] {
  const asked = holes.flatMap((hole) => {
    const text = whole.has(hole.kind) ? sources.get(hole.file) : undefined;
    if (text === undefined) return [];
    const starts = lineStarts(text);
    const offset = (line: number, column: number): number => (starts[line - 1] ?? 0) + column - 1;
    return [
      {
        file: hole.file,
        start: offset(hole.line, hole.column),
        end: offset(hole.endLine, hole.endColumn),
      },
    ];
  });
  return edits.filter(
    ({ file, start, end, rule }) =>
      !oneWay.test(rule) ||
      !asked.some(
        (one) =>
          one.file === file &&
          one.start <= start &&
          end <= one.end &&
          end - start < one.end - one.start,
      ),
  );
}
