import { itemPath } from "../../delta/rust/holes.ts";
import { fieldOf, parts, type Node } from "../../delta/rust/tree.ts";
import type { Site } from "../site.ts";
import { callableAround, errorPaths, methodCall, returnsOf, type MethodCall } from "./around.ts";
import { isChecked } from "./checked.ts";

/**
 * `.unwrap()` and `.expect(…)`: `?` in a function that gives back an `Option` or a `Result` already, where the check gate
 * takes it. What cannot fail is left alone: a lock, a parse of a literal, what the code around has looked at.
 */
export function unwrapSite(node: Node): Site | undefined {
  const call = methodCall(node);
  if (call === undefined || !/^(?:unwrap|expect)$/.test(call.method)) return undefined;
  if (call.method === "unwrap" && call.arguments.length > 0) return undefined;
  if (cannotFail(call.value) || isChecked(node, call.value)) return undefined;
  const callable = callableAround(node);
  const returns = returnsOf(callable);
  const value = call.value.text;
  const short = value.length > 60 ? `…${value.slice(-57)}` : value;
  const place = {
    file: node.file,
    span: { start: node.start, end: node.end },
    inside: itemPath(node),
    question: `\`${short.replaceAll(/\s+/g, " ")}\` may hold nothing, and then \`${call.method}\` panics: what happens instead?`,
    candidates: returns === "result" && callable !== undefined ? saidElsewhere(call, callable) : [],
  };
  if (returns === "other") return place;
  const because = `The function gives back ${returns === "option" ? "an `Option`" : "a `Result`"} already, so its caller hears of it instead of a panic.`;
  const edits = [{ start: call.value.end, end: node.end, text: "?" }];
  return { ...place, fix: { rule: "propagate-with-question-mark", edits, because } };
}

/** The errors that this very function gives back elsewhere. */
const saidElsewhere = ({ value }: MethodCall, callable: Node): string[] =>
  [...new Set(errorPaths(callable).map((path) => `${value.text}${path.call}`))].slice(0, 3);

const makers = /(?:^|::)(?:new|parse|parse_str|from_str|try_from|from_static|from_bytes)$/;

/** A lock, which is poisoned only by a panic elsewhere, or something that is made of literals alone. */
function cannotFail(value: Node): boolean {
  const call = methodCall(value);
  if (call !== undefined)
    return call.arguments.length === 0 && /^(?:lock|read|write)$/.test(call.method)
      ? true
      : isLiteral(call.value) && /^(?:parse|try_into)$/.test(call.method);
  if (value.type === "generic_function") return false;
  const callee = value.type === "call_expression" ? fieldOf(value, "function") : undefined;
  const given = value.type === "call_expression" ? fieldOf(value, "arguments") : undefined;
  if (callee === undefined || given === undefined) return turbofish(value);
  if (turbofish(value)) return true;
  return makers.test(callee.text) && parts(given).length > 0 && parts(given).every(isLiteral);
}

/** `"7".parse::<u16>()`: the callee is a generic function around the method. */
function turbofish(value: Node): boolean {
  const callee = fieldOf(value, "function");
  const method = callee?.type === "generic_function" ? fieldOf(callee, "function") : undefined;
  const on = method?.type === "field_expression" ? fieldOf(method, "value") : undefined;
  return on !== undefined && isLiteral(on) && method?.text.endsWith(".parse") === true;
}

const isLiteral = (node: Node): boolean =>
  node.type.endsWith("_literal") ||
  (node.type === "unary_expression" && parts(node).every(isLiteral));
