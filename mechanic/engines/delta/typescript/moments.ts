import ts from "typescript-services";

import type { RepairRequest } from "#intent";

import type { EditList } from "../shared/index.ts";
import { happened } from "./happened.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * An order of days is an order of moments: `a.due.localeCompare(b.due)` of days as texts is `a.due.getTime() -
 * b.due.getTime()` now that both are dates. Nothing else about the change from one to the other can be deduced.
 */
export function orderMoments(request: RepairRequest, stamped: Snapshot, edits: EditList): void {
  const change = request.changes.find(
    ({ kind, from, to }) =>
      kind.endsWith("-retyped") && /\bdate\b/.test(from ?? "") && /\btimestamp\b/.test(to ?? ""),
  );
  for (const file of change === undefined ? [] : request.sources.keys()) {
    const tree = stamped.file(file);
    const visit = (node: ts.Node): void => {
      const sides = ts.isCallExpression(node) ? compared(stamped, node) : undefined;
      if (sides !== undefined && change !== undefined)
        edits.add({
          file,
          start: node.getStart(),
          end: node.getEnd(),
          text: sides.map((side) => `${side}.getTime()`).join(" - "),
          change: change.symbol,
          rule: "order-moments",
          certainty: "certain",
          because: `${happened(change)}: moments stand in the order in which their days stood as texts.`,
        });
      ts.forEachChild(node, visit);
    };
    if (tree !== undefined) visit(tree);
  }
}

/** Both sides of `a.localeCompare(b)` where they are moments. */
function compared(
  { checker }: Snapshot,
  { expression, arguments: given }: ts.CallExpression,
): readonly string[] | undefined {
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== "localeCompare")
    return undefined;
  const [other, more] = given;
  if (other === undefined || more !== undefined) return undefined;
  const isMoment = (node: ts.Expression): boolean =>
    checker.getTypeAtLocation(node).symbol?.name === "Date";
  return isMoment(expression.expression) && isMoment(other)
    ? [expression.expression.getText(), other.getText()]
    : undefined;
}
