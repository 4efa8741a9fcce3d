import { containsAny, oneLine, namesIn } from "../terms.ts";
import { fieldOf, parts, walk, type Node } from "./tree.ts";

/** How code would look whether a value is there. All texts are on one line. */
export interface Presence {
  /** What a condition would say. */
  readonly terms: readonly string[];
  /** How a statement would put the value there. */
  readonly puts: readonly string[];
  /** What is iterated, and the name of what comes of it; empty where there is none. */
  readonly owner: string;
  readonly key: string;
}

/**
 * Whether the code around has looked: a condition, an early way out or an assertion before, a loop over the keys, or a
 * statement that puts the value there. It reads what is written and follows no flow.
 */
export function isChecked(node: Node, presence: Presence): boolean {
  for (let inner = node, at = node.parent; at !== undefined; inner = at, at = at.parent) {
    if (conditionsOf(at, inner).some((text) => containsAny(text, presence.terms))) return true;
    if (comesFrom(at, inner, presence)) return true;
    const before = at.type === "block" || at.type === "module" ? parts(at) : [];
    if (before.some((one) => one.end <= inner.start && settles(one, presence))) return true;
    if (at.type === "function_definition") return false;
  }
  return false;
}

function conditionsOf(at: Node, inner: Node): string[] {
  if (["if_statement", "elif_clause", "while_statement"].includes(at.type)) {
    const condition = fieldOf(at, "condition");
    return condition === undefined || condition === inner ? [] : [oneLine(condition.text)];
  }
  if (at.type === "conditional_expression") {
    const [, condition] = parts(at);
    return condition === undefined || condition === inner ? [] : [oneLine(condition.text)];
  }
  if (at.type === "boolean_operator" && inner === fieldOf(at, "right"))
    return [oneLine(fieldOf(at, "left")?.text ?? "")];
  return [
    "list_comprehension",
    "set_comprehension",
    "dictionary_comprehension",
    "generator_expression",
  ].includes(at.type)
    ? parts(at)
        .filter((one) => one.type === "if_clause")
        .map((one) => oneLine(one.text).replace(/^if /, ""))
    : [];
}

/** `for key in owner`, also sorted, of its keys or items, in a loop or a comprehension. */
function comesFrom(at: Node, inner: Node, { owner, key }: Presence): boolean {
  if (owner === "") return false;
  const heads =
    at.type === "for_statement" && fieldOf(at, "body") === inner
      ? [at]
      : at.type.endsWith("_comprehension") || at.type === "generator_expression"
        ? parts(at).filter((one) => one.type === "for_in_clause")
        : [];
  return heads.some((head) => {
    const over = oneLine(fieldOf(head, "right")?.text ?? "");
    const own = [
      owner,
      `${owner}.keys()`,
      `${owner}.items()`,
      `list(${owner})`,
      `sorted(${owner})`,
      `tuple(${owner})`,
    ];
    return own.includes(over) && namesIn(fieldOf(head, "left")?.text ?? "").includes(key);
  });
}

function settles(statement: Node, { terms, puts }: Presence): boolean {
  const text = oneLine(statement.text);
  if (puts.some((put) => text.includes(put) && !text.includes(`${put}=`))) return true;
  if (statement.type === "assert_statement")
    return containsAny(text.replace(/^assert /, ""), terms);
  if (statement.type !== "if_statement") return false;
  const asked = oneLine(fieldOf(statement, "condition")?.text ?? "");
  const last = parts(fieldOf(statement, "consequence") ?? statement).at(-1);
  return (
    containsAny(asked, terms) &&
    /^(?:return|raise|continue|break)_statement$/.test(last?.type ?? "")
  );
}

/** Whether a `try` around the place, in the same function, takes one of these exceptions or all. */
export function isCaught(node: Node, names: readonly string[]): boolean {
  for (let inner = node, at = node.parent; at !== undefined; inner = at, at = at.parent) {
    if (at.type === "function_definition" || at.type === "lambda") return false;
    if (at.type !== "try_statement" || fieldOf(at, "body") !== inner) continue;
    const taken = at.children.filter((one) => one.type === "except_clause");
    const heads = taken.map((one) => parts(one).filter((each) => each.type !== "block"));
    const takes = (head: readonly Node[]): boolean =>
      head.length === 0 ||
      head.some((one) =>
        [...walk(one)].some((each) => [...names, "Exception", "BaseException"].includes(each.text)),
      );
    if (heads.some(takes)) return true;
  }
  return false;
}
