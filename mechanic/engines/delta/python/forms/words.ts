import type { Change, RepairRequest, SyntaxNode } from "#intent";

import type { HoleDraft } from "../../shared/index.ts";
import { above, calleeOf, indexed } from "../retype/indexed.ts";
import type { Indexed } from "../retype/types.ts";
import type { Module } from "../snapshot.ts";
import { parseSymbol } from "../targets.ts";
import { nodesOf, pathTo, textOf } from "../tree.ts";
import { happened } from "../words.ts";

/**
 * A variant that is gone may still be spelt in data: a cell of a line, a key, an operand. The text goes on being read, as a
 * variant that nobody knows. Texts for people say the same word and mean nothing by it.
 */
export function wordHoles(
  request: RepairRequest,
  production: readonly Module[],
): readonly HoleDraft[] {
  const gone = request.changes.filter(
    ({ kind, guess }) => kind === "variant-removed" && guess === undefined,
  );
  if (gone.length === 0) return [];
  return production.map(indexed).flatMap((module) =>
    nodesOf(module.root, "string_content").flatMap((node) =>
      gone.flatMap((change) => {
        const word = parseSymbol(change.symbol)?.member ?? "";
        return placesOf(module, node, word).map((start) => holeAt(module, start, word, change));
      }),
    ),
  );
}

/** Where a text spells a word as data. */
function placesOf(module: Indexed, node: SyntaxNode, word: string): readonly number[] {
  const text = textOf(module.text, node);
  if (word === "" || !text.includes(word)) return [];
  const around = [...above(module, node)];
  if (around[1]?.type === "expression_statement") return [];
  if (text === word) return isOperand(module, around) ? [node.start] : [];
  const cell = new RegExp(`(?<=[;,=|\\t])${word}(?![\\w-])|(?<![\\w-])${word}(?=[;=|\\t])`, "g");
  return [...text.matchAll(cell)].map(({ index }) => node.start + index);
}

/** Whether a text is compared, looked up by, or made a variant. */
function isOperand(module: Indexed, around: readonly SyntaxNode[]): boolean {
  const [string, holder, call] = around;
  if (holder?.type === "comparison_operator" || holder?.type === "subscript") return true;
  if (holder?.type === "pair") return string?.field === "key";
  return holder?.type === "argument_list" && /(?:^|\.)[A-Z]\w*$/.test(calleeOf(module.text, call));
}

const holeAt = (module: Indexed, start: number, word: string, change: Change): HoleDraft => ({
  kind: "silent-miss",
  file: module.file,
  text: module.text,
  span: { start, end: start + word.length },
  delta: change.symbol,
  inside: pathTo(module.text, module.root, start),
  question: `${happened(change)}, and this text still spells it: what stands here instead?`,
  slot: { start, end: start + word.length },
});
