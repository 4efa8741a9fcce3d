import {
  applyEdits,
  neutralNode,
  nodeKey,
  type Language,
  type Span,
  type SyntaxNode,
  type SyntaxParser,
} from "#intent";
import { changeTerms } from "./change-terms.ts";
import { isChanged } from "./fragment.ts";
import type { Matched } from "./match.ts";
import { tokenPieces, type Piece } from "./tokens.ts";
import type { ReadyRule, Slot } from "./types.ts";

/** White space that the line of an offset begins with. */
const indentAt = (text: string, offset: number): string =>
  /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1))?.[0] ?? "";

/** The code that stands for a hole: from the first of its nodes to the end of the last. */
function spanOf({ bound, places }: Matched, id: number): Span | undefined {
  const nodes = (bound.get(id) ?? []).flatMap((one) => places.get(one) ?? []);
  const [first, last] = [nodes[0], nodes.at(-1)];
  return first === undefined || last === undefined
    ? undefined
    : { start: first.start, end: last.end };
}

/** What a rule makes of a node that it matches, with the code of the holes as it is spelt there. */
export function expanded(rule: ReadyRule, matched: Matched, symbol: string, text: string): string {
  const names = changeTerms(symbol, rule.language);
  const indent = indentAt(text, matched.node.start);
  const { text: says, slots } = rule.after;
  let made = "";
  let at = 0;
  for (const slot of slots.toSorted((a, b) => a.start - b.start)) {
    made += laidOut(says.slice(at, slot.start), indent);
    at = slot.end;
    if (isChanged(slot.hole)) {
      made += names.get(slot.hole) ?? "";
      continue;
    }
    const span = spanOf(
      matched,
      rule.holes.findIndex((hole) => hole.name === slot.hole),
    );
    if (span === undefined) [made, at] = withoutSlot(made, says, at);
    else made += closed(text.slice(span.start, span.end), says, slot);
  }
  return made + laidOut(says.slice(at), indent);
}

const laidOut = (text: string, indent: string): string => text.replaceAll("\n", `\n${indent}`);

/** A list that holds nothing takes the comma behind it along, else the one before it. */
function withoutSlot(made: string, says: string, at: number): [made: string, at: number] {
  const behind = /^\s*,\s*/.exec(says.slice(at))?.[0].length ?? 0;
  return behind > 0 ? [made, at + behind] : [made.replace(/,\s*$/, ""), at];
}

/** An arm or a statement may stand last without its separator, and be no longer the last. */
function closed(code: string, says: string, slot: Slot): string {
  const end = says.slice(slot.start, slot.end).at(-1) ?? "";
  const open = end === "," ? !code.endsWith(",") : end === ";" && !/[;}]$/.test(code);
  return open ? code + end : code;
}

/**
 * The edits that make a rule's code of a node, token by token where that says the same, so that layout and comments around
 * stay; else the node as one. `undefined` where the result is no code of the language, or nothing changes.
 */
export async function piecesFor(
  syntax: SyntaxParser,
  rule: ReadyRule,
  matched: Matched,
  symbol: string,
  text: string,
): Promise<readonly Piece[] | undefined> {
  const { start, end } = matched.node;
  const made = expanded(rule, matched, symbol, text);
  const whole: readonly Piece[] = [{ start, end, text: made }];
  const [old, now] = await Promise.all(
    [[], whole].map((pieces) => parsed(syntax, rule.language, text, pieces)),
  );
  if (old === undefined || now === undefined || now.says === old.says) return undefined;
  const within = (spans: readonly Span[], length: number): Span[] =>
    spans
      .filter((one) => start <= one.start && one.end <= start + length)
      .map((one) => ({ start: one.start - start, end: one.end - start }));
  const small = tokenPieces(
    {
      text: text.slice(start, end),
      comments: within(old.comments, end - start),
      quoted: within(old.quoted, end - start),
    },
    {
      text: made,
      comments: within(now.comments, made.length),
      quoted: within(now.quoted, made.length),
    },
  ).map((piece) => ({ ...piece, start: piece.start + start, end: piece.end + start }));
  const result = await parsed(syntax, rule.language, text, small);
  return result?.says === now.says ? small : whole;
}

/** What a text says, where its comments stand, and its texts in quotes. */
interface Parsed {
  readonly says: string;
  readonly comments: readonly Span[];
  readonly quoted: readonly Span[];
}

/** A text with these pieces in it; `undefined` where that cannot be parsed. */
async function parsed(
  syntax: SyntaxParser,
  language: Language,
  text: string,
  pieces: readonly Piece[],
): Promise<Parsed | undefined> {
  const edits = pieces.map((piece) => ({ file: "", ...piece }));
  const result = applyEdits(text, edits);
  if (result === undefined) return undefined;
  const { root, hasError } = await syntax.parse(language, result);
  if (hasError) return undefined;
  const says = nodeKey(neutralNode(root, result));
  return { says, comments: spansOf(root, /comment/), quoted: spansOf(root, quotedKinds) };
}

const quotedKinds = /^(?:string|template_string|string_literal|raw_string_literal|char_literal)$/;

/** The outermost nodes of some kinds. */
function spansOf(node: SyntaxNode, kinds: RegExp): readonly Span[] {
  if (kinds.test(node.type)) return [{ start: node.start, end: node.end }];
  return node.children.flatMap((child) => spansOf(child, kinds));
}
