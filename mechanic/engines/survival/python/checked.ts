import { oneLine, namesIn } from "../terms.ts";
import { factsAfter, factsAt, type Fact } from "./facts.ts";
import { fieldOf, parts, walk, type Node } from "./tree.ts";

/** How code would look whether a value is there. All texts are on one line. */
export interface Presence {
  /** Whether what is known means that it is there. */
  readonly shown: (fact: Fact) => boolean;
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
    if (factsAt(at, inner).some(presence.shown)) return true;
    if (comesFrom(at, inner, presence)) return true;
    const before = at.type === "block" || at.type === "module" ? parts(at) : [];
    if (before.some((one) => one.end <= inner.start && settles(one, presence))) return true;
    if (at.type === "function_definition") return false;
  }
  return false;
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

function settles(statement: Node, { shown, puts }: Presence): boolean {
  const text = oneLine(statement.text);
  if (puts.some((put) => text.includes(put) && !text.includes(`${put}=`))) return true;
  return factsAfter(statement).some(shown);
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
