import type { Builder } from "./builder.ts";
import { endsPlainAtom, stopsString, unitClass, unitClasses } from "./characters.ts";
import { isKeyword, isPlainNumber, touches } from "./lookahead.ts";
import { kindNumber, type nodeWidth } from "./tree.ts";

/** Forms inside forms that are read; SAFETY: deeper ones are for crashing programs. */
export const depthMax = 64;

// An engine takes constants of this module for what they are, and loads an exported one anew for each use. So the inner
// loop has its own: the types hold these numbers to be equal to the exported ones.
const width: typeof nodeWidth = 3;
const list: typeof kindNumber.list = 1;
const symbol: typeof kindNumber.symbol = 2;
const string: typeof kindNumber.string = 4;
const firstPrefix: typeof kindNumber.quasiquote = 7;
const deepest: typeof depthMax = 64;
const atomClass: typeof unitClass.atom = 0;
const classes = unitClasses;
const endsName = endsPlainAtom;
const stops = stopsString;

/** The kind of an atom of ASCII characters, or `undefined` where it takes a closer look. */
function plainKind(units: Uint8Array, start: number, end: number): number | undefined {
  switch (classes[units[start] ?? 0]) {
    case atomClass:
      return symbol;
    case unitClass.colon:
      return isKeyword(units, start, end) ? kindNumber.keyword : undefined;
    case unitClass.digit:
      return isPlainNumber(units, start, end) ? kindNumber.number : undefined;
    default:
      return undefined;
  }
}

/** The end of a string literal that starts at `start`, or `undefined` where it takes a closer look. */
function plainStringEnd(units: Uint8Array, start: number, length: number): number | undefined {
  let at = start;
  do at++;
  while (stops[units[at] ?? 0] === 0);
  if (units[at] !== 0x22 || at >= length || touches(units, start, at + 1)) return undefined;
  return at + 1;
}

/**
 * Reads forms from `from` on for as long as there is nothing to report or to guess about them: lists, names, keywords,
 * plain numbers, strings without escapes. Returns where that ends: at the end of the text, or at a token that is not yet
 * read. No prefix may be open. `units` are the `length` units of the text and what `Units` puts behind them.
 *
 * Most texts are of nothing else but these and comments, so this is the loop that the reader's speed depends on. What it
 * works with is in variables of its own, because an engine keeps those in registers.
 */
export function readPlain(
  builder: Builder,
  units: Uint8Array,
  length: number,
  from: number,
): number {
  const { nodes } = builder;
  let { count, depth, open } = builder;
  // What the innermost open node holds in place of its end: its parent and its kind.
  let state = nodes[open * width + 2] ?? 0;
  // `| 0` says that these are integers of 32 bits, which an engine cannot know of an argument.
  let at = from | 0;
  const end = length | 0;
  while (at < end) {
    const start = at;
    const unit = units[at] ?? 0;
    if (unit === 0x20 || unit === 0x0a) {
      do at++;
      while (units[at] === 0x20);
    } else if (unit === 0x28) {
      if (depth >= deepest) break;
      state = (open << 4) | list;
      const slot = count * width;
      nodes[slot] = start;
      nodes[slot + 1] = ++at;
      nodes[slot + 2] = state;
      open = count++;
      depth++;
    } else if (unit === 0x29) {
      const outer = nodes[(state >>> 4) * width + 2] ?? 0;
      // A prefix around the list ends with it.
      if (open === 0 || (outer & 15) >= firstPrefix) break;
      const slot = open * width;
      nodes[slot + 1] = ++at;
      nodes[slot + 2] = (count << 4) | list;
      open = state >>> 4;
      state = outer;
      depth--;
    } else {
      let kind: number | undefined = symbol;
      if (endsName[unit] === 0) {
        do at++;
        while (endsName[units[at] ?? 0] === 0);
        // Beyond ASCII an atom may go on.
        if ((units[at] ?? 0) > 0x7e) kind = undefined;
        else if (classes[unit] !== atomClass) kind = plainKind(units, start, at);
      } else if (unit === 0x22) {
        kind = string;
        at = plainStringEnd(units, start, end) ?? start;
      }
      if (kind === undefined || at === start) {
        at = start;
        break;
      }
      const slot = count * width;
      nodes[slot] = start;
      nodes[slot + 1] = at;
      nodes[slot + 2] = (++count << 4) | kind;
      // Most leaves are followed by a space, which needs no turn of its own.
      if (units[at] === 0x20) at++;
    }
  }
  builder.count = count;
  builder.depth = depth;
  builder.open = open;
  return at;
}
