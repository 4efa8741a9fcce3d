import { oneLine } from "../terms.ts";
import { fieldOf, parts, type Node } from "./tree.ts";

/** A condition without `and`, `or` and `not`, on one line, and whether it holds where the place is. */
export interface Fact {
  readonly says: string;
  readonly holds: boolean;
}

/** What follows from a condition: of `a and b` that holds both do, of `a or b` that does not neither does. */
export function factsOf(condition: Node | undefined, holds: boolean): readonly Fact[] {
  if (condition === undefined) return [];
  const inner = parts(condition);
  if (condition.type === "parenthesized_expression") return factsOf(inner[0], holds);
  if (condition.type === "not_operator") return factsOf(fieldOf(condition, "argument"), !holds);
  if (condition.type === "named_expression") return factsOf(fieldOf(condition, "value"), holds);
  if (condition.type !== "boolean_operator") return [{ says: oneLine(condition.text), holds }];
  const both = operatorOf(condition) === "and";
  return both === holds ? inner.flatMap((one) => factsOf(one, holds)) : [];
}

const operatorOf = (node: Node): string => fieldOf(node, "operator")?.text ?? "";

/** What is known in the part `inner` of `at`, because it would not run otherwise. */
export function factsAt(at: Node, inner: Node): readonly Fact[] {
  const condition = fieldOf(at, "condition");
  switch (at.type) {
    case "if_statement": {
      if (inner === condition) return [];
      if (inner === fieldOf(at, "consequence")) return factsOf(condition, true);
      const passed = at.children.filter(
        (one) => one.type === "elif_clause" && one.end <= inner.start,
      );
      return [at, ...passed].flatMap((one) => factsOf(fieldOf(one, "condition"), false));
    }
    case "elif_clause":
    case "while_statement":
      return inner === fieldOf(at, at.type === "elif_clause" ? "consequence" : "body")
        ? factsOf(condition, true)
        : [];
    case "conditional_expression": {
      const [first, asked] = parts(at);
      return inner === asked ? [] : factsOf(asked, inner === first);
    }
    case "boolean_operator":
      return inner === fieldOf(at, "right")
        ? factsOf(fieldOf(at, "left"), operatorOf(at) === "and")
        : [];
    case "list_comprehension":
    case "set_comprehension":
    case "dictionary_comprehension":
    case "generator_expression":
      return parts(at)
        .filter((one) => one.type === "if_clause" && one !== inner)
        .flatMap((one) => factsOf(parts(one)[0], true));
    default:
      return [];
  }
}

/** What is known behind a statement: an assertion holds, and so does what an early way out has left. */
export function factsAfter(statement: Node): readonly Fact[] {
  if (statement.type === "assert_statement") return factsOf(parts(statement)[0], true);
  if (statement.type !== "if_statement") return [];
  const last = parts(fieldOf(statement, "consequence") ?? statement).at(-1);
  const leaves = /^(?:return|raise|continue|break)_statement$/.test(last?.type ?? "");
  return leaves ? factsOf(fieldOf(statement, "condition"), false) : [];
}
