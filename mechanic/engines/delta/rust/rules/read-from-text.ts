import { bindingOf } from "../bindings.ts";
import type { Engine } from "../engine.ts";
import { calleeName } from "../slots.ts";
import { fieldOf, walk, type Node } from "../tree.ts";

/**
 * Whether a value was read from a text on its way: by `parse`, or by a function of the service's own that does. What is
 * text itself now would be turned into what it was and back, and whatever does not fit on the way would be refused: which
 * texts are valid is somebody's decision, and no conversion.
 */
export function isReadFromText(value: Node, engine: Engine, depth = 0): boolean {
  // What was counted with on its way is asked about as that.
  if (depth > 3 || /^(?:binary|range|unary)_expression$/.test(value.type)) return false;
  return [...walk(value)].some((node) => {
    if (node.type === "call_expression") return reads(node, engine, depth);
    if (node.type === "scoped_identifier") return reading.test(node.text);
    if (node.type !== "identifier" || node.field === "function") return false;
    const binding = bindingOf(node);
    const plain = binding?.kind === "let" && binding.name === binding.pattern;
    return plain && binding.source !== undefined && binding.source.type !== "closure_expression"
      ? isReadFromText(binding.source, engine, depth + 1)
      : false;
  });
}

const reading = /(?:^|::)(?:parse|from_str)$/;

function reads(call: Node, engine: Engine, depth: number): boolean {
  const callee = fieldOf(call, "function");
  if (callee === undefined) return false;
  const name = calleeName(callee);
  if (reading.test(name)) return true;
  const closure = callee.type === "identifier" ? bindingOf(callee)?.source : undefined;
  const known = engine.declarations.functions.get(name) ?? [];
  const [only, ...others] = known;
  const body =
    closure?.type === "closure_expression"
      ? fieldOf(closure, "body")
      : only !== undefined && others.length === 0
        ? fieldOf(only.node, "body")
        : undefined;
  return body !== undefined && depth < 2 && parses(body);
}

/** Whether a body reads a text as something else. */
const parses = (body: Node): boolean =>
  [...walk(body)].some((node) => {
    const callee = node.type === "call_expression" ? fieldOf(node, "function") : undefined;
    return callee !== undefined && reading.test(calleeName(callee));
  });
