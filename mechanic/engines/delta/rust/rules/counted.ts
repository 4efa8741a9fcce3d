import type { Engine } from "../engine.ts";
import { operatorOf } from "../slots.ts";
import { fieldOf, parts, walk, type Node } from "../tree.ts";

/** Whether what is called so is counted up somewhere in a slot's file: `self.last += 1`, `last = last + 1`. */
export function isCountedUp(slot: Node, name: string, engine: Engine): boolean {
  const home = engine.files.get(slot.file)?.root;
  return name !== "" && home !== undefined && [...walk(home)].some((one) => countsUp(one, name));
}

const nameOf = (value: Node): string | undefined =>
  value.type === "identifier"
    ? value.text
    : value.type === "field_expression"
      ? fieldOf(value, "field")?.text
      : undefined;

function countsUp(node: Node, name: string): boolean {
  if (!/^(?:compound_assignment_expr|assignment_expression)$/.test(node.type)) return false;
  const [left, right] = parts(node);
  if (left === undefined || right === undefined || nameOf(left) !== name) return false;
  return node.type === "compound_assignment_expr"
    ? operatorOf(node) === "+=" && right.type === "integer_literal"
    : right.type === "binary_expression" &&
        parts(right).some((one) => nameOf(one) === name) &&
        parts(right).some(({ type }) => type === "integer_literal");
}
