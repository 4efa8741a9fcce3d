import type { NodeId } from "../syntax/tree.ts";
import { durationText } from "./amount.ts";
import type { FileContext } from "./file-context.ts";
import type { Literal } from "./types.ts";

/**
 * A default as it was written; whether it fits is judged later, with the type resolved. Durations take their form on
 * the wire. `undefined` where it can be no default of any type; that is reported.
 */
export function readLiteral(context: FileContext, node: NodeId): Literal | undefined {
  const { tree } = context;
  const text = tree.textOf(node);
  switch (tree.kind(node)) {
    case "symbol":
      return text === "true" || text === "false"
        ? { kind: "bool", value: text === "true" }
        : { kind: "symbol", name: text };
    case "string":
      return { kind: "string", value: tree.stringValue(node) };
    case "number":
      return { kind: "number", text };
    case "quantity": {
      const { amount, unit } = tree.quantity(node);
      const value = durationText(amount, unit);
      if (value !== undefined) return { kind: "string", value };
      break;
    }
    default:
      if (tree.children(node).length === 0) return { kind: "empty-list" };
  }
  context.report("wrong-value", tree.span(node), {
    what: "a single value, or () for an empty list or map",
    found: context.describe(node),
    example: ":default 0",
  });
  return undefined;
}
