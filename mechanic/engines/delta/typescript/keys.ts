import ts from "typescript-services";

import { tagNode, type Collector, type FlowNode } from "./graph.ts";
import { nodesOf } from "./nodes.ts";
import { isLeaf, tagsOf } from "./tags.ts";

/** Tags of the keys that a record is declared with: those of `Record<number, T>`. */
export const keyTags = (collector: Collector, type: ts.Type): readonly number[] =>
  collector.snapshot.checker.getIndexInfosOfType(type).flatMap((info) => tagsOf(info.keyType));

/**
 * What becomes the key of a record without an assignment that the compiler would check: `{ [book.id]: book }`, and the
 * first parts of the pairs that `Object.fromEntries` takes. To the compiler every number is a good key of every record.
 */
export function intoKeys(collector: Collector, file: string, node: ts.Node): void {
  if (ts.isObjectLiteralExpression(node)) computed(collector, file, node);
  else if (ts.isCallExpression(node) && node.expression.getText() === "Object.fromEntries")
    entries(collector, file, node);
}

function computed(collector: Collector, file: string, node: ts.ObjectLiteralExpression): void {
  const wanted = collector.snapshot.checker.getContextualType(node);
  const keys = wanted === undefined ? [] : keyTags(collector, wanted);
  if (keys.length === 0) return;
  for (const { name } of node.properties)
    if (name !== undefined && ts.isComputedPropertyName(name))
      add(collector, file, name.expression, nodesOf(collector, name.expression), keys);
}

function entries(collector: Collector, file: string, node: ts.CallExpression): void {
  const { checker } = collector.snapshot;
  const [list] = node.arguments;
  const wanted = checker.getContextualType(node);
  const keys = wanted === undefined ? [] : keyTags(collector, wanted);
  if (list === undefined || keys.length === 0) return;
  const pair = checker.getTypeAtLocation(list).getNumberIndexType();
  const first = pair === undefined ? undefined : checker.getPropertyOfType(pair, "0");
  const type = first === undefined ? undefined : checker.getTypeOfSymbol(first);
  if (type === undefined || !isLeaf(type, collector.primitive)) return;
  const tags = tagsOf(type);
  add(collector, file, list, tags.length === 0 ? [undefined] : tags.map(tagNode), keys);
}

function add(
  collector: Collector,
  file: string,
  expression: ts.Expression,
  sources: readonly (FlowNode | undefined)[],
  keys: readonly number[],
): void {
  for (const from of sources)
    for (const key of keys)
      collector.flows.push({
        from,
        to: tagNode(key),
        kind: "flow",
        file,
        expression,
        direct: false,
        opaque: false,
      });
}
