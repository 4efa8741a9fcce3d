import { pythonImports } from "../names/python.ts";
import { fieldOf, tokens, walk, type TreeNode } from "../tree.ts";
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
  "for_statement",
  "while_statement",
  "match_statement",
  "case_clause",
  "block",
]);

/**
 * Declared signatures of a Python file: functions with their decorators, parameters (names and defaults are part of how
 * they are called) and return types; classes with their bases and class attributes; names of the module by annotation,
 * else by the kind of literal that they hold.
 */
export function pythonSignatures(root: TreeNode): Declared[] {
  const all = scope(root, "");
  const stands = new Set(all.flatMap((one) => (isRebound(one) ? [] : [one.key])));
  return all.filter((one) => !isRebound(one) || stands.has(one.key));
}

/** What a later statement makes of a function's or a class's name: such a declaration is no longer what it says. */
const rebound = "then ";
const isRebound = ({ signature }: Declared): boolean => signature.startsWith(rebound);

function rebinding(statement: TreeNode, path: string): Declared[] {
  return reboundNames(statement).flatMap((name) =>
    ["def", "class"].map((kind) => ({
      key: `${path}${kind} ${name}`,
      signature: rebound + tokens(statement),
      start: statement.start,
    })),
  );
}

function reboundNames(statement: TreeNode): string[] {
  if (statement.type.startsWith("import_"))
    return pythonImports(statement).map(({ alias }) => alias);
  const isDelete = statement.type === "delete_statement";
  const targets = isDelete
    ? [statement]
    : [...walk(statement)].flatMap((node) =>
        /^(?:augmented_)?assignment$/.test(node.type) ? (fieldOf(node, "left") ?? []) : [],
      );
  return targets.flatMap((target) =>
    [...walk(target, ({ type }) => type !== "attribute" && type !== "subscript")]
      .filter(({ type }) => type === "identifier")
      .map(({ text }) => text),
  );
}

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
    if (child.type === "expression_statement")
      return [...(path === "" ? assigned(child) : []), ...rebinding(child, path)];
    if (/^(?:import_|delete_)/.test(child.type)) return rebinding(child, path);
    if (child.type === "type_alias_statement")
      return [
        {
          key: `${path}type ${fieldOf(child, "left")?.text ?? ""}`,
          signature: tokens(child),
          start: child.start,
        },
      ];
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
  const own = instanceFields(body, `${path}class ${name} > `);
  return [{ key: `${path}class ${name}`, signature, start: node.start }, ...members, ...own];
}

/** What methods declare of an instance: `self.total: int = 0`. */
const instanceFields = (body: TreeNode, path: string): Declared[] =>
  [...walk(body, ({ type }) => type !== "class_definition")].flatMap((node) => {
    const type = node.type === "assignment" ? fieldOf(node, "type") : undefined;
    const left = fieldOf(node, "left")?.text ?? "";
    return type === undefined || !left.startsWith("self.")
      ? []
      : [{ key: path + left, signature: tokens(type), start: node.start }];
  });

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
  const value = right === undefined ? "" : valueOf(left, right);
  return [
    {
      key: `name ${left}`,
      signature: type === undefined ? value.replace(/^(?:true|false)$/, "bool") : tokens(type),
      start: statement.start,
    },
  ];
}

/** What a value says of its kind: a type that is made by a call is told whole, a lambda by what it takes. */
function valueOf(left: string, right: TreeNode): string {
  const makes = /(?:namedtuple|NamedTuple|TypedDict|NewType|TypeVar|Enum|Flag|make_dataclass)$/;
  const called = right.type === "call" ? (fieldOf(right, "function")?.text ?? "") : "";
  if (left === "__all__" || makes.test(called)) return tokens(right);
  if (right.type === "lambda") return tokens(right, (node) => node.field === "body");
  const literal = /^(?:string|integer|float|true|false|none|list|dictionary|set|tuple)$/;
  return literal.test(right.type) ? right.type : "value";
}
