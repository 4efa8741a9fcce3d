import type { SyntaxNode } from "#intent";

import { above, argumentsOf, calleeOf, methodOf } from "../retype/indexed.ts";
import type { Indexed } from "../retype/types.ts";
import { childOf, nodesOf, textOf } from "../tree.ts";
import type { ShapeChange } from "./changes.ts";

/** Where values of the new shape are read: each that was the old value, literals that they are compared with, and doubts. */
export interface Reads {
  readonly values: SyntaxNode[];
  readonly compared: { readonly node: SyntaxNode; readonly path: ShapeChange["path"] }[];
  readonly doubtful: SyntaxNode[];
  /** `shelves.get(name, 0)`: what may be something else than a value of the map. */
  readonly looked: SyntaxNode[];
  /** `sum(stock.values())`, `show(pot.colours)`: what yields values to code that takes them all as they were. */
  readonly gathered: SyntaxNode[];
}

/** What goes through the keys of a map. */
const overKeys =
  /^(?:len|bool|sorted|list|reversed|tuple|iter|set|frozenset|max|min|enumerate|any|all|sum)$/;

/** Functions that give back what they take, in another order or form. */
const through = /^(?:sorted|list|reversed|tuple|iter)$/;

/** Follows a container from where it is read to its elements, as far as loops and comprehensions name them. */
export function follow(
  module: Indexed,
  node: SyntaxNode,
  path: ShapeChange["path"],
  found: Reads,
): void {
  const { text, parents } = module;
  const parent = parents.get(node);
  const comparison = parent?.type === "comparison_operator" ? parent : undefined;
  const other = comparison?.children.find((child) => child.named && child !== node);
  if (path.length > 0 && other !== undefined && /^(?:dictionary|list)$/.test(other.type)) {
    found.compared.push({ node: other, path });
    return;
  }
  const [first, ...rest] = path;
  if (first === undefined) {
    found.values.push(node);
    return;
  }
  if (parent?.type === "subscript" && parent.children[0] === node)
    return follow(module, parent, rest, found);
  const method = methodCall(module, node);
  if (method !== undefined && first === "map") {
    const name = methodOf(text, method);
    const isCertain = name === "pop" && argumentsOf(method).length === 1;
    if (isCertain) return follow(module, method, rest, found);
    if ((name === "get" || name === "pop") && rest.length === 0) {
      found.looked.push(method);
      return;
    }
    if (name === "get" || name === "pop") return follow(module, method, rest, found);
    if (name === "values") return elements(module, method, rest, found);
    if (name === "items") return elements(module, method, rest, found, true);
    if (name === "keys") return;
  }
  if (first === "map" && (isCounted(module, node) || isOfKeys(module, node))) return;
  if (first === "list" && (isLoop(module, node) || isPassed(module, node)))
    return elements(module, node, rest, found);
  if (isCounted(module, node)) return;
  (first === "list" && rest.length === 0 && isTaken(module, node)
    ? found.gathered
    : found.doubtful
  ).push(node);
}

/** `x.items()` of `x`. */
function methodCall(module: Indexed, node: SyntaxNode): SyntaxNode | undefined {
  const attribute = module.parents.get(node);
  const call = attribute?.type === "attribute" ? module.parents.get(attribute) : undefined;
  return call?.type === "call" && call.children[0] === attribute ? call : undefined;
}

/** `len(x)`, `if x`: how many there are is the same. */
function isCounted(module: Indexed, node: SyntaxNode): boolean {
  const parent = module.parents.get(node);
  if (parent?.type === "argument_list") {
    const call = module.parents.get(parent);
    return /^(?:len|bool)$/.test(calleeOf(module.text, call));
  }
  return parent?.type === "not_operator" || node.field === "condition" || isLoop(module, node);
}

/** `max(stock)`, `name in stock`, `*stock`: of a map these see keys alone. */
function isOfKeys(module: Indexed, node: SyntaxNode): boolean {
  const parent = module.parents.get(node);
  if (parent?.type === "comparison_operator")
    return (
      parent.children.findLast(({ named }) => named) === node &&
      parent.children.some(({ type }) => type === "in" || type === "not in")
    );
  const call = parent?.type === "argument_list" ? module.parents.get(parent) : undefined;
  return (
    parent?.type === "list_splat" ||
    (call !== undefined && overKeys.test(calleeOf(module.text, call)))
  );
}

/** Whether an expression is handed to somebody who takes all that it yields, by a call or as an answer. */
const isTaken = (module: Indexed, node: SyntaxNode): boolean =>
  /^(?:argument_list|return_statement|keyword_argument|pair)$/.test(
    module.parents.get(node)?.type ?? "",
  );

const isLoop = (module: Indexed, node: SyntaxNode): boolean =>
  node.field === "right" && module.parents.get(node)?.type.startsWith("for_") === true;

function isPassed(module: Indexed, node: SyntaxNode): boolean {
  const given = module.parents.get(node);
  const call = given?.type === "argument_list" ? module.parents.get(given) : undefined;
  return call !== undefined && through.test(calleeOf(module.text, call));
}

/** What a loop over an expression names. `pairs`: the second of two names is the element. */
function elements(
  module: Indexed,
  node: SyntaxNode,
  rest: ShapeChange["path"],
  found: Reads,
  pairs = false,
): void {
  if (isPassed(module, node)) {
    const given = module.parents.get(node);
    const call = given === undefined ? undefined : module.parents.get(given);
    const isFollowed = call !== undefined && (isLoop(module, call) || isPassed(module, call));
    if (call !== undefined && (isFollowed || pairs || rest.length > 0))
      return elements(module, call, rest, found, pairs);
  }
  const loop = module.parents.get(node);
  const left = loop === undefined || !isLoop(module, node) ? undefined : childOf(loop, "left");
  const name = pairs ? left?.children.filter((child) => child.named)[1] : left;
  const scope =
    loop?.type === "for_in_clause"
      ? module.parents.get(loop)
      : loop?.type === "for_statement"
        ? loop
        : undefined;
  if (name?.type !== "identifier" || scope === undefined) {
    const isWhole = !pairs && rest.length === 0 && isTaken(module, node);
    (isWhole ? found.gathered : found.doubtful).push(node);
    return;
  }
  for (const use of nodesOf(scope, "identifier")) {
    if (use === name || textOf(module.text, use) !== textOf(module.text, name)) continue;
    const parent = module.parents.get(use);
    const isName =
      (parent?.type === "attribute" && use.field === "attribute") ||
      (parent?.type === "keyword_argument" && use.field === "name");
    const isInner = [...above(module, use)].some(
      (outer) => outer.type === "lambda" && scope.start < outer.start,
    );
    if (!isName && !isInner) follow(module, use, rest, found);
  }
}

/** Attributes that values have which are no records: dates, durations, ids, numbers, values of enums. */
const plain =
  /^(?:year|month|day|hour|minute|second|microsecond|tzinfo|days|seconds|microseconds|hex|int|real|imag|name|value)$/;

/** Whether what is read is taken for the record already: the old value was none, so code that was written for it reads no such member. */
export function readsAlready(
  { text, parents }: Indexed,
  value: SyntaxNode,
  field: string,
): boolean {
  const outer = parents.get(value);
  const member = outer?.type === "attribute" ? childOf(outer, "attribute") : undefined;
  return (
    member !== undefined &&
    value.field === "object" &&
    textOf(text, member) === field &&
    !plain.test(field)
  );
}
