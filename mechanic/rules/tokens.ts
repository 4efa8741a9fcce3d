import { diffArrays } from "diff";
import type { Span } from "#intent";

/** Replaces `[start, end)` of a text. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A piece of code, where its comments stand, which are no tokens, and its texts in quotes, of which each is one. */
export interface Spelt {
  readonly text: string;
  readonly comments: readonly Span[];
  readonly quoted: readonly Span[];
}

interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const within = (spans: readonly Span[], one: Token): boolean =>
  spans.some(({ start, end }) => start <= one.start && one.end <= end);

function tokensOf({ text, comments, quoted }: Spelt): Token[] {
  const whole = quoted.map(({ start, end }) => ({ start, end, text: text.slice(start, end) }));
  const bare = [...text.matchAll(/[\p{L}\p{N}_$]+|[^\s]/gu)]
    .map(({ 0: token, index }) => ({ start: index, end: index + token.length, text: token }))
    .filter((one) => !within(comments, one) && !within(quoted, one));
  return [...whole, ...bare].toSorted((a, b) => a.start - b.start);
}

/** Tokens that are gone and that came in their place, as indexes: `[from, to)` of either list. */
interface Difference {
  readonly old: readonly [from: number, to: number];
  readonly now: readonly [from: number, to: number];
}

/**
 * What makes `after` of `before` token by token: comments of `before`, and white space around tokens that stay, are left
 * as they are. Texts that differ in those alone have no difference.
 */
export function tokenPieces(before: Spelt, after: Spelt): readonly Piece[] {
  const [old, now] = [tokensOf(before), tokensOf(after)];
  return differences(old, now).map((one) => pieceOf(after.text, old, now, one));
}

/** The common end first: what closes the old code closes the new one, too. */
function differences(old: readonly Token[], now: readonly Token[]): Difference[] {
  const same = (i: number, j: number): boolean =>
    old.at(i) !== undefined && old.at(i)?.text === now.at(j)?.text;
  const most = Math.min(old.length, now.length);
  let tail = 0;
  while (tail < most && same(-1 - tail, -1 - tail)) tail++;
  const texts = (tokens: readonly Token[]): string[] =>
    tokens.slice(0, tokens.length - tail).map(({ text }) => text);
  const found: Difference[] = [];
  let [at, to] = [0, 0];
  let open: readonly [at: number, to: number] | undefined;
  const close = (): void => {
    if (open !== undefined) found.push({ old: [open[0], at], now: [open[1], to] });
    open = undefined;
  };
  for (const part of diffArrays(texts(old), texts(now))) {
    if (part.added || part.removed) open ??= [at, to];
    else close();
    if (!part.added) at += part.value.length;
    if (!part.removed) to += part.value.length;
  }
  close();
  return found;
}

/** One difference: what is new brings the white space in front of it, and what comes first that behind it. */
function pieceOf(
  text: string,
  old: readonly Token[],
  now: readonly Token[],
  difference: Difference,
): Piece {
  const [from, to] = difference.old;
  const [first, end] = difference.now;
  const oldEnd = old[from - 1]?.end ?? 0;
  const lastGone = old[to - 1];
  const comeStart = now[first]?.start ?? 0;
  const comeEnd = now[end - 1]?.end ?? 0;
  if (first === end) return { start: oldEnd, end: lastGone?.end ?? oldEnd, text: "" };
  if (from < to)
    return {
      start: old[from]?.start ?? 0,
      end: lastGone?.end ?? 0,
      text: text.slice(comeStart, comeEnd),
    };
  if (from > 0)
    return { start: oldEnd, end: oldEnd, text: text.slice(now[first - 1]?.end ?? 0, comeEnd) };
  return { start: 0, end: 0, text: text.slice(comeStart, now[end]?.start ?? comeEnd) };
}
