import type { Span } from "../base/span.ts";
import { type NodeId, type Nodes, Tree } from "../syntax/tree.ts";

/** Where text of an expansion was written: in a template, for a call that stands in the file. */
export interface Expansion {
  readonly name: string;
  /** The call in the file that is read. */
  readonly call: Span;
  /** The template that this text was copied from. */
  readonly definition: { readonly file: string; readonly span: Span };
  /** What the call became, before calls inside of it became something else. */
  readonly text: string;
}

/** A stretch of an expanded text that comes from one place. Stretches lie side by side, sorted, without gaps. */
export interface Stretch {
  /** Where it starts in the expanded text. */
  readonly at: number;
  readonly length: number;
  /** Where it starts in the file, for text that stands there as it is. */
  readonly from?: number;
  /** Absent where the text stands in the file as it is. */
  readonly expansion?: Expansion;
}

/** Expansions by the spans that they were given, so that a diagnostic at such a span can show both places. */
const expansions = new WeakMap<Span, Expansion>();

/** The expansion that a span of an expanded tree comes from; `undefined` where it was written there. */
export const expansionAt = (span: Span): Expansion | undefined => expansions.get(span);

/**
 * A tree whose text is a file's with the forms in place that its calls of defined forms become. Spans of nodes are places
 * of the file: what was written there is where it is, and what a template made is its call.
 */
export class ExpandedTree extends Tree {
  readonly #stretches: readonly Stretch[];

  constructor(path: string, text: string, nodes: Nodes, stretches: readonly Stretch[]) {
    super(path, text, nodes);
    this.#stretches = stretches;
  }

  override span(node: NodeId): Span {
    const start = this.start(node);
    const end = this.end(node);
    const first = stretchAt(this.#stretches, start);
    const last = stretchAt(this.#stretches, Math.max(start, end - 1));
    const made = first?.expansion ?? last?.expansion;
    if (made !== undefined) {
      const span = { ...made.call };
      expansions.set(span, made);
      return span;
    }
    return { start: placeOf(first, start), end: placeOf(last, end) };
  }
}

const placeOf = (stretch: Stretch | undefined, offset: number): number =>
  stretch?.from === undefined ? offset : offset - stretch.at + stretch.from;

/** The stretch that holds an offset, found by halving. */
export function stretchAt(stretches: readonly Stretch[], offset: number): Stretch | undefined {
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return stretches[low];
}
