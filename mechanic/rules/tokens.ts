import { diffArrays } from "diff";

/** Replaces `[start, end)` of a text. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const tokensOf = (text: string): Token[] =>
  [...text.matchAll(/[\p{L}\p{N}_$]+|[^\s]/gu)].map(({ 0: token, index }) => ({
    start: index,
    end: index + token.length,
    text: token,
  }));

/**
 * What makes `after` of `before` token by token: white space around tokens that stay is `before`'s own. Texts that differ
 * in white space alone have no difference.
 */
export function tokenPieces(before: string, after: string): readonly Piece[] {
  const [old, now] = [tokensOf(before), tokensOf(after)];
  const pieces: Piece[] = [];
  let [at, to] = [0, 0];
  let open: { from: number; to: number } | undefined;
  const close = (): void => {
    if (open !== undefined)
      pieces.push(
        pieceOf(
          after,
          old.slice(open.from, at),
          now.slice(open.to, to),
          old[open.from - 1]?.end ?? 0,
          now[open.to - 1]?.end ?? 0,
        ),
      );
    open = undefined;
  };
  const texts = (tokens: readonly Token[]): string[] => tokens.map(({ text }) => text);
  for (const part of diffArrays(texts(old), texts(now))) {
    if (part.added || part.removed) open ??= { from: at, to };
    else close();
    if (!part.added) at += part.value.length;
    if (!part.removed) to += part.value.length;
  }
  close();
  return pieces;
}

/** One difference: what is new takes along the white space in front of it, unless it takes the place of something. */
function pieceOf(
  after: string,
  gone: readonly Token[],
  come: readonly Token[],
  oldEnd: number,
  newEnd: number,
): Piece {
  const [firstGone, lastGone] = [gone[0], gone.at(-1)];
  const [firstCome, lastCome] = [come[0], come.at(-1)];
  if (firstCome === undefined || lastCome === undefined)
    return { start: oldEnd, end: lastGone?.end ?? oldEnd, text: "" };
  if (firstGone === undefined || lastGone === undefined)
    return { start: oldEnd, end: oldEnd, text: after.slice(newEnd, lastCome.end) };
  return {
    start: firstGone.start,
    end: lastGone.end,
    text: after.slice(firstCome.start, lastCome.end),
  };
}
