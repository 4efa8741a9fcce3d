import { fieldOf, parts, walk, type Node } from "../../delta/rust/tree.ts";
import { containsAny, containsTerm, flat, namesIn } from "../terms.ts";
import { looksIn } from "./polarity.ts";

/**
 * Whether the code around a place has looked: a condition, an early way out before it, or a loop over its own length. It
 * reads what is written and follows no flow, since a question that everybody answers with "it cannot be" costs more than
 * one that is missed.
 */
export function isChecked(node: Node, value: Node): boolean {
  const text = flat(value.text);
  const root = /^[\w.]+?(?=\.\w+\(|$)/.exec(text)?.[0] ?? text;
  const key = /\.(?:get|get_mut|remove)\((.*)\)$/.exec(text)?.[1];
  const terms = [
    ...["is_some", "is_ok", "is_none", "is_err"].map((one) => `${text}.${one}()`),
    `${root}.is_empty()`,
    `${root}.len()`,
    ...(key === undefined ? [] : [`${root}.contains_key(${key})`, `${root}.insert(${bare(key)},`]),
  ];
  return looksAround(node, terms);
}

/** Whether an index is within what the code around has looked at. */
export function isCheckedIndex(node: Node, owner: Node, key: Node): boolean {
  const [own, by] = [flat(owner.text), flat(key.text)];
  // `rows[rows.len() - 1]` says nothing of an empty one; `rows[at % rows.len()]` and its kin stay inside.
  if (by.includes(`${own}.len()`) && !by.startsWith(`${own}.len()-`)) return true;
  const terms = [
    `${own}.is_empty()`,
    `${own}.len()`,
    `${own}.contains_key(${by})`,
    `${own}.contains(${by})`,
    `${own}.insert(${bare(by)},`,
    `${own}.keys()`,
    `${own}.get(${by})`,
  ];
  return looksAround(node, terms) || isBound(node, own, by);
}

const bare = (key: string): string => key.replace(/^&/, "");

/** Conditions around a place, and what stands before it in the blocks around: an early way out, or what puts the value there. */
function looksAround(node: Node, terms: readonly string[]): boolean {
  for (let inner = node, at = node.parent; at !== undefined; inner = at, at = at.parent) {
    if (conditionsOf(at, inner).some(([text, holds]) => looksIn(text, holds, terms))) return true;
    if (
      at.type === "block" &&
      parts(at).some((one) => one.end <= inner.start && settles(one, terms))
    )
      return true;
    if (at.type === "function_item") return false;
  }
  return false;
}

/** A condition as text without white space, and whether it holds or fails at the place. */
type Condition = readonly [text: string, holds: boolean];

function conditionsOf(at: Node, inner: Node): Condition[] {
  if (at.type === "if_expression" || at.type === "while_expression") {
    const condition = fieldOf(at, "condition");
    return condition === undefined || condition === inner
      ? []
      : [[flat(condition.text), inner !== fieldOf(at, "alternative")]];
  }
  if (at.type === "for_expression") {
    const over = fieldOf(at, "value");
    return over === undefined || over === inner ? [] : [[flat(over.text), true]];
  }
  // `(0..rows.len()).map(|at| rows[at])`
  if (at.type === "call_expression" && inner.type === "arguments")
    return [[flat(fieldOf(at, "function")?.text ?? ""), true]];
  if (at.type === "match_arm") return armConditions(at);
  if (at.type !== "binary_expression" || inner !== fieldOf(at, "right")) return [];
  const operator = at.text.slice((fieldOf(at, "left")?.end ?? 0) - at.start).trimStart();
  return /^(?:&&|\|\|)/.test(operator)
    ? [[flat(fieldOf(at, "left")?.text ?? ""), operator.startsWith("&&")]]
    : [];
}

/** `match rows.len() { 0 => …, _ => rows[0] }` has looked, but for the arm in which nothing is there. */
function armConditions(arm: Node): Condition[] {
  const pattern = flat(fieldOf(arm, "pattern")?.text ?? "");
  const value = arm.parent?.parent === undefined ? undefined : fieldOf(arm.parent.parent, "value");
  const isNothing = /^(?:0|None|Err\(.*)$/.test(pattern);
  return [
    [pattern, true],
    ...(isNothing || value === undefined ? [] : [[flat(value.text), true] as const]),
  ];
}

function settles(statement: Node, terms: readonly string[]): boolean {
  const text = flat(statement.text);
  const inserts = terms.filter((term) => term.includes(".insert("));
  if (containsAny(text, inserts)) return true;
  if (/^(?:debug_)?assert(?:_eq|_ne)?!/.test(text)) return containsAny(text, terms);
  const [condition, ...rest] = [...walk(statement)].filter((one) => one.type === "if_expression");
  if (condition === undefined || rest.length > 3) return false;
  const asked = flat(fieldOf(condition, "condition")?.text ?? "");
  return looksIn(asked, false, terms) && leaves(fieldOf(condition, "consequence"));
}

const leaves = (block: Node | undefined): boolean =>
  block !== undefined &&
  [...walk(block)].some((one) =>
    ["return_expression", "continue_expression", "break_expression"].includes(one.type),
  );

const finders =
  /\.(?:find|rfind|position|rposition|len|char_indices|enumerate|binary_search\w*|partition_point|iter)\(/;
const slices = /\.(?:windows|chunks_exact|array_windows|array_chunks)\(/;

/** Whether the index was found in what is indexed, or what is indexed is one of equal pieces. */
function isBound(node: Node, own: string, by: string): boolean {
  const wanted = namesIn(by);
  for (let inner = node, at = node.parent; at !== undefined; inner = at, at = at.parent) {
    for (const [pattern, value] of bindingsOf(at, inner)) {
      const names = namesIn(pattern);
      if (names.includes(own) && slices.test(value)) return true;
      const found = containsTerm(value, own) && finders.test(value);
      if (found && wanted.some((name) => names.includes(name))) return true;
    }
    if (at.type === "function_item") return false;
  }
  return false;
}

/** Pattern and value of what a node binds for the part `inner` of it. */
function bindingsOf(at: Node, inner: Node): (readonly [string, string])[] {
  if (at.type === "block")
    return parts(at)
      .filter((one) => one.end <= inner.start)
      .flatMap((one) => [...walk(one)].filter((each) => each.type.startsWith("let_")))
      .map(pairOf);
  if (at.type === "if_expression" || at.type === "while_expression") {
    const condition = fieldOf(at, "condition");
    return condition === undefined
      ? []
      : [...walk(condition)].filter((one) => one.type === "let_condition").map(pairOf);
  }
  if (at.type === "for_expression") return [pairOf(at)];
  if (at.type === "match_arm") {
    const value = at.parent?.parent === undefined ? undefined : fieldOf(at.parent.parent, "value");
    return [[flat(fieldOf(at, "pattern")?.text ?? ""), flat(value?.text ?? "")]];
  }
  if (at.type !== "closure_expression") return [];
  const call = at.parent?.parent;
  return [
    [
      flat(fieldOf(at, "parameters")?.text ?? ""),
      flat(call?.text.slice(0, at.start - call.start) ?? ""),
    ],
  ];
}

const pairOf = (node: Node): readonly [string, string] => [
  flat(fieldOf(node, "pattern")?.text ?? ""),
  flat(fieldOf(node, "value")?.text ?? ""),
];
