import ts from "typescript-services";

import type { RepairRequest } from "#intent";

import { tagNode, type FlowGraph, type FlowNode } from "./graph.ts";
import { convertBack, type Retype } from "./literals.ts";
import { nodeAt } from "./places.ts";
import { isReader } from "./reader-methods.ts";
import { lettersOf } from "./text-methods.ts";
import type { Slot } from "./tags.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Places in hand-written types of what is stored or sent as JSON: values without a type arrive there (`const row: Row =
 * JSON.parse(line)`), or a big integer would make the writing of them throw.
 */
export function storedNodes(
  graph: FlowGraph,
  changed: ReadonlySet<FlowNode>,
): ReadonlySet<FlowNode> {
  const read = graph.flows.flatMap(({ to, opaque, expression }) =>
    opaque && to !== undefined && isParsed(expression) ? [to] : [],
  );
  const written = graph.evidence.flatMap(({ node, kind }) =>
    kind.startsWith("json") ? [node] : [],
  );
  return new Set([...read, ...written].filter((node) => !changed.has(node)));
}

const isParsed = (node: ts.Expression): boolean => /\bJSON\.parse\(/.test(node.getText());

/**
 * Places that never become the new type, whatever arrives: what is stored where the new type has no form in JSON; a type
 * that takes the new type already, beside the old one; and, where the new type is none to count with, all that production
 * code declares as a number.
 */
export function closedNodes(
  request: RepairRequest,
  retype: Retype,
  slots: ReadonlyMap<number, Slot>,
  stored: ReadonlySet<FlowNode>,
  either: ReadonlySet<FlowNode>,
  tagged: Snapshot,
): ReadonlySet<FlowNode> {
  const closed = new Set<FlowNode>([...either, ...(retype.after === "bigint" ? stored : [])]);
  for (const slot of slots.values())
    if (slot.change === undefined && retype.toIntent === "decimal" && !request.tests.has(slot.file))
      closed.add(tagNode(slot.tag));
  for (const slot of slots.values())
    if (slot.change === undefined && keepsType(tagged, slot, retype)) closed.add(tagNode(slot.tag));
  return closed;
}

/**
 * Whether a place is of the old type by what it is for: what a reader of raw columns gives, and a parameter whose letters
 * are looked at or held to a pattern, or whose rest is dropped in a division, where the old type comes back out of the new one without a loss.
 */
function keepsType(tagged: Snapshot, { file, start, end }: Slot, retype: Retype): boolean {
  const tree = tagged.file(file);
  const brand = tree === undefined ? undefined : nodeAt(tree, start, end);
  // A brand is a name inside of a reference to it.
  const node = brand === undefined || ts.isTypeNode(brand) ? brand : brand.parent;
  const around = node?.parent;
  if (node === undefined || around === undefined) return false;
  if (ts.isMethodDeclaration(around) || ts.isFunctionDeclaration(around))
    return around.type === node && isReader(tagged, around, 0);
  if (!ts.isParameter(around) || !ts.isIdentifier(around.name)) return false;
  // Letters have to be looked at by somebody, whether the old text comes back or is asked about.
  const isBack = retype.before === "string" || convertBack("x", retype) !== undefined;
  if (!isBack || !("body" in around.parent)) return false;
  const name = around.name.text;
  const isUse = (at: ts.Node): boolean =>
    retype.before === "string"
      ? lettersOf(at)?.getText() === name || isMatched(at, name)
      : ts.isBinaryExpression(at) &&
        at.operatorToken.kind === ts.SyntaxKind.SlashToken &&
        [at.left, at.right].some((side) => side.getText() === name);
  const visit = (at: ts.Node): boolean =>
    isUse(at) || (ts.forEachChild(at, (child) => visit(child) || undefined) ?? false);
  return around.parent.body !== undefined && visit(around.parent.body);
}

/** Whether a pattern is held to a name: `/^\d+$/.exec(text)`. */
const isMatched = (at: ts.Node, name: string): boolean =>
  ts.isCallExpression(at) &&
  ts.isPropertyAccessExpression(at.expression) &&
  /^(?:exec|test)$/.test(at.expression.name.text) &&
  at.arguments[0]?.getText() === name;

/** Places whose annotation names the new type beside the old one: both may go there. */
export const eitherNodes = (
  retype: Retype,
  tagged: Snapshot,
  slots: ReadonlyMap<number, Slot>,
): ReadonlySet<FlowNode> =>
  new Set(
    [...slots.values()]
      .filter((slot) => slot.change === undefined && takesBoth(tagged, slot, retype))
      .map(({ tag }) => tagNode(tag)),
  );

/** Whether an annotation names the new type beside the old one: `K extends string | number`. */
function takesBoth(tagged: Snapshot, { file, start, end }: Slot, { after }: Retype): boolean {
  const tree = tagged.file(file);
  const node = tree === undefined ? undefined : nodeAt(tree, start, end);
  const union = node === undefined ? undefined : ts.findAncestor(node, ts.isUnionTypeNode);
  return union !== undefined && union.types.some((type) => type.getText() === after);
}
