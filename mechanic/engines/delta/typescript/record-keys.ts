import ts from "typescript-services";

import { tagNode, type FlowNode } from "./graph.ts";
import { edit, writtenAs, type Judgement } from "./judgement.ts";
import { nodeAt } from "./places.ts";
import type { Slot } from "./tags.ts";

/**
 * Slots that are keys of records, where the new type is none that a record can have: keys are texts when the code runs,
 * whatever the compiler calls them, so a big integer becomes its text there.
 */
export function textualKeys(judgement: Judgement): ReadonlySet<FlowNode> {
  if (judgement.retype.after !== "bigint") return new Set();
  const keys = [...judgement.slots.values()].filter(
    (slot) =>
      slot.change === undefined &&
      slot.literals === undefined &&
      judgement.members.has(tagNode(slot.tag)) &&
      isKey(judgement, slot),
  );
  return new Set(keys.map((slot) => tagNode(slot.tag)));
}

function isKey({ tagged }: Judgement, { file, start, end }: Slot): boolean {
  const tree = tagged.file(file);
  if (tree === undefined) return false;
  const node = nodeAt(tree, start, end);
  const type = ts.isIdentifier(node) && ts.isTypeReferenceNode(node.parent) ? node.parent : node;
  const { parent } = type;
  if (ts.isTypeReferenceNode(parent))
    return parent.typeName.getText() === "Record" && parent.typeArguments?.[0] === type;
  return ts.isParameter(parent) && ts.isIndexSignatureDeclaration(parent.parent);
}

/** Spells such a key as text, and what is used as one. */
export function spellKeys(judgement: Judgement, keys: ReadonlySet<FlowNode>): void {
  const { slots, graph, edits, change, retype, members } = judgement;
  for (const { tag, file, start, end } of slots.values())
    if (keys.has(tagNode(tag)))
      edits.add({
        file,
        start,
        end,
        text: "string",
        change: change.symbol,
        rule: "key-as-text",
        certainty: "certain",
        because: `A record has no ${retype.toIntent} for a key: ${change.symbol} is a text here when the code runs.`,
      });
  for (const { from, to, file, expression } of graph.flows) {
    const isUsed =
      to !== undefined &&
      keys.has(to) &&
      from !== undefined &&
      members.has(from) &&
      !keys.has(from);
    if (!isUsed || !isIndex(expression)) continue;
    const written = writtenAs(judgement, file, expression);
    edit(
      judgement,
      { file, expression },
      `String(${written})`,
      "key-as-text",
      `\`${written}\` is a key of a record, which is a text when the code runs.`,
    );
  }
}

const isIndex = (node: ts.Expression): boolean =>
  ts.isComputedPropertyName(node.parent) ||
  (ts.isElementAccessExpression(node.parent) && node.parent.argumentExpression === node);
