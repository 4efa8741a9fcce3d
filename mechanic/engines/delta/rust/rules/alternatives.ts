import { calleeName } from "../slots.ts";
import { fieldOf, parts, type Node } from "../tree.ts";

/**
 * The numbers that are written down in the place of a value where there is none: of `map_or(0, |one| one.cents)`, of the
 * other arms of a `match`, of the other branch of an `if`. The compiler takes the first one's type for that of all, and
 * blames the value.
 */
export function alternativesOf(value: Node): Node[] {
  let at = value;
  // The value of a block is that of its last expression.
  while (at.parent?.type === "block" && parts(at.parent).at(-1) === at) at = at.parent;
  const { parent } = at;
  if (parent?.type === "closure_expression") return defaultOf(parent);
  if (parent?.type === "match_arm")
    return parts(parent.parent ?? parent).flatMap((arm) => numberIn(fieldOf(arm, "value")));
  return parent?.type === "else_clause"
    ? numberIn(fieldOf(parent.parent ?? parent, "consequence"))
    : [];
}

/** `0` of `map_or(0, closure)` and `map_or_else(|| 0, closure)`. */
function defaultOf(closure: Node): Node[] {
  const call = closure.parent?.type === "arguments" ? closure.parent.parent : undefined;
  const callee = call === undefined ? undefined : fieldOf(call, "function");
  const [otherwise, made] = closure.parent === undefined ? [] : parts(closure.parent);
  if (callee === undefined || made !== closure || !/^map_or(?:_else)?$/.test(calleeName(callee)))
    return [];
  return numberIn(
    otherwise?.type === "closure_expression" ? fieldOf(otherwise, "body") : otherwise,
  );
}

function numberIn(node: Node | undefined): Node[] {
  if (node?.type === "block") {
    const [only, ...others] = parts(node);
    return others.length === 0 ? numberIn(only) : [];
  }
  return node !== undefined && /^(?:integer|float)_literal$/.test(node.type) ? [node] : [];
}
