import { fieldOf, tokens, type TreeNode } from "../tree.ts";
import type { Declared } from "./types.ts";

/** Statements that may hold declarations of a module without being a scope of their own. */
const open: ReadonlySet<string> = new Set([
  "if_statement",
  "else_clause",
  "elif_clause",
  "try_statement",
  "except_clause",
  "finally_clause",
  "with_statement",
  "block",
]);

/**
 * Declared signatures of a Python file: functions with their decorators, parameters (names and defaults are part of how
 * they are called) and return types; classes with their bases and class attributes; names of the module by annotation,
 * else by the kind of literal that they hold.
 */
export const pythonSignatures = (root: TreeNode): Declared[] => scope(root, "");

function scope(owner: TreeNode, path: string): Declared[] {
  return owner.children.flatMap((child) => {
    if (child.type === "decorated_definition") {
      const decorators = child.children
        .filter((one) => one.type === "decorator")
        .map((one) => tokens(one));
      const definition = fieldOf(child, "definition");
      return definition === undefined ? [] : defined(definition, path, `${decorators.join(" ")} `);
    }
    if (open.has(child.type)) return scope(child, path);
    if (child.type === "expression_statement") return path === "" ? assigned(child) : [];
    return defined(child, path, "");
  });
}

function defined(node: TreeNode, path: string, decorators: string): Declared[] {
  const name = fieldOf(node, "name")?.text ?? "";
  const body = fieldOf(node, "body");
  const header = decorators + tokens(node, (one) => one === body);
  if (node.type === "function_definition")
    return [{ key: `${path}def ${name}`, signature: header, start: node.start }];
  if (node.type !== "class_definition" || body === undefined) return [];
  const members = scope(body, `${path}class ${name} > `);
  // What implements a protocol must have all of its methods, so one more is another protocol.
  const closed = /\bProtocol\b|\bABC\b/.test(fieldOf(node, "superclasses")?.text ?? "")
    ? members.map(({ key }) => key)
    : [];
  const signature = `${header} ${[...attributes(body), ...closed].join(" ; ")}`;
  return [{ key: `${path}class ${name}`, signature, start: node.start }, ...members];
}

/** Class attributes are fields of a dataclass, members of an enum, defaults of an instance: all of them are its shape. */
const attributes = (body: TreeNode): string[] =>
  body.children
    .filter(
      (child) => child.type === "expression_statement" && child.children[0]?.type === "assignment",
    )
    .map((child) => tokens(child));

function assigned(statement: TreeNode): Declared[] {
  const [assignment] = statement.children;
  if (assignment?.type !== "assignment") return [];
  const left = fieldOf(assignment, "left")?.text ?? "";
  const type = fieldOf(assignment, "type");
  const right = fieldOf(assignment, "right");
  const value = left === "__all__" && right !== undefined ? tokens(right) : (right?.type ?? "");
  const literal = /^(?:string|integer|float|true|false|none|list|dictionary|set|tuple|lambda)$/;
  const kind = left === "__all__" || literal.test(value) ? value : "value";
  return [
    {
      key: `name ${left}`,
      signature: type === undefined ? kind.replace(/^(?:true|false)$/, "bool") : tokens(type),
      start: statement.start,
    },
  ];
}
