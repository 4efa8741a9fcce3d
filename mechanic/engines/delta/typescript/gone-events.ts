import ts from "typescript-services";

import { hasEffect } from "./effects.ts";
import type { GoneName, Leaving } from "./gone.ts";
import { happened } from "./happened.ts";

/**
 * To tell of an event that nobody is told of any more does nothing: `await events.parcelLost({ id });` goes as a whole
 * statement, where what is told has no effect of its own. An rpc that is gone did something for its caller, so a call of
 * one is asked about, and so is an event that another one takes the place of.
 */
export function dropTelling(leaving: Leaving, file: string): void {
  const { before, gone, seeds } = leaving;
  const visit = (node: ts.Node): void => {
    const found = ts.isExpressionStatement(node) ? toldBy(leaving, node.expression) : undefined;
    if (found === undefined) return ts.forEachChild(node, visit);
    const { change } = found;
    const because = `${happened(change)}: nobody is told here any more.`;
    const reason = { change, rule: "drop-gone", because };
    gone.whole(node, reason);
    seeds.push([node, reason]);
  };
  const tree = before.file(file);
  if (tree !== undefined) visit(tree);
}

/** The gone event that a statement tells of, and nothing else. */
function toldBy({ before, names }: Leaving, node: ts.Expression): GoneName | undefined {
  const call = bareCall(node);
  if (call === undefined || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const [declared] = before.checker.getSymbolAtLocation(call.expression.name)?.declarations ?? [];
  const found = declared === undefined ? undefined : names.get(declared);
  if (found === undefined || found.isReplaced || found.change.kind !== "event-removed")
    return undefined;
  const isPure = [call.expression.expression, ...call.arguments].every(
    (one) => !hasEffect(before, one),
  );
  return isPure ? found : undefined;
}

/** The call of `await call()` and `void call()`. */
function bareCall(node: ts.Expression): ts.CallExpression | undefined {
  if (ts.isAwaitExpression(node) || ts.isVoidExpression(node)) return bareCall(node.expression);
  return ts.isCallExpression(node) ? node : undefined;
}
