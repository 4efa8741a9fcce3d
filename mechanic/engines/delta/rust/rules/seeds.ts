import { bindingOf } from "../bindings.ts";
import { stepsTo } from "../paths.ts";
import { calleeName, receiverOf } from "../slots.ts";
import { fieldOf, parts, type Node } from "../tree.ts";

/**
 * The number with which something begins that is counted up: `let mut sum = 0`, `fold(0, |sum, each| …)`,
 * `*by_room.entry(room).or_insert(0)`. It has the type of what is added to it, whatever it is called.
 */
export function seedOf(operand: Node, depth = 0): Node | undefined {
  if (depth > 6) return undefined;
  if (isNumber(operand)) return operand;
  if (/^(?:parenthesized|unary|reference)_expression$/.test(operand.type)) {
    const inner = parts(operand).at(-1);
    return inner === undefined ? undefined : seedOf(inner, depth + 1);
  }
  if (operand.type === "call_expression") return otherwiseOf(operand);
  const binding = operand.type === "identifier" ? bindingOf(operand) : undefined;
  if (binding?.source === undefined || binding.type !== undefined) return undefined;
  const steps = stepsTo(binding.name, binding.pattern);
  const begun =
    binding.kind === "closure" ? seedOfFold(binding.source, binding.pattern) : undefined;
  const source = binding.kind === "let" ? binding.source : begun;
  const part = source === undefined ? undefined : elementAt(source, steps);
  return part === undefined ? undefined : seedOf(part, depth + 1);
}

const isNumber = ({ type }: Node): boolean => /^(?:integer|float)_literal$/.test(type);

/** The element of a tuple that is written out, step by step. */
function elementAt(value: Node, steps: readonly number[]): Node | undefined {
  let at: Node | undefined = value;
  for (const step of steps) at = at?.type === "tuple_expression" ? parts(at)[step] : undefined;
  return at;
}

/** What a call gives where nothing is there yet. */
function otherwiseOf(call: Node): Node | undefined {
  const callee = fieldOf(call, "function");
  const [first] = parts(fieldOf(call, "arguments") ?? call);
  const begins =
    receiverOf(call) !== undefined &&
    callee !== undefined &&
    /^(?:or_insert|unwrap_or|map_or)$/.test(calleeName(callee));
  return begins && first !== undefined && isNumber(first) ? first : undefined;
}

/** What a fold begins with, where a closure's first parameter is its sum. */
function seedOfFold(closure: Node, pattern: Node): Node | undefined {
  const call = closure.parent?.type === "arguments" ? closure.parent.parent : undefined;
  const callee = call === undefined ? undefined : fieldOf(call, "function");
  if (call === undefined || callee === undefined || receiverOf(call) === undefined)
    return undefined;
  const [seed] = parts(fieldOf(call, "arguments") ?? call);
  const [first] = parts(fieldOf(closure, "parameters") ?? call);
  const sums = /^(?:try_)?(?:r?fold|scan)$/.test(calleeName(callee));
  return sums && (first === pattern || first === pattern.parent) ? seed : undefined;
}
