import { fieldOf, isComment, tokens, type TreeNode } from "../tree.ts";
import type { Declared } from "./types.ts";

const functions: ReadonlySet<string> = new Set([
  "function_declaration",
  "generator_function_declaration",
  "function_signature",
  "method_definition",
  "method_signature",
  "abstract_method_signature",
  "arrow_function",
  "function_expression",
]);
const wholes: ReadonlySet<string> = new Set([
  "interface_declaration",
  "type_alias_declaration",
  "enum_declaration",
  "internal_module",
  "module",
]);

/**
 * Declared signatures of a TypeScript file: functions and methods without their bodies and without the names of their
 * parameters, classes with their public fields, whole interfaces, aliases and enums, variables by their annotation, else
 * by the shape of what they hold, and what is exported. An inferred return type stands in no declaration and is not told.
 */
export const typescriptSignatures = (root: TreeNode): Declared[] =>
  root.children.flatMap((child) => statement(child, ""));

function statement(node: TreeNode, exported: string): Declared[] {
  const name = fieldOf(node, "name")?.text ?? "";
  if (node.type === "export_statement") return exportOf(node);
  if (node.type === "ambient_declaration")
    return [{ key: `declare ${tokens(node)}`, signature: exported, start: node.start }];
  if (node.type === "expression_statement" && node.children[0]?.type === "internal_module")
    return statement(node.children[0], exported);
  if (wholes.has(node.type))
    return [
      {
        key: `type ${name}`,
        signature: `${exported}${tokens(node, isSemicolon)}`,
        start: node.start,
      },
    ];
  if (functions.has(node.type))
    return [{ key: `function ${name}`, signature: exported + callable(node), start: node.start }];
  if (node.type === "class_declaration" || node.type === "abstract_class_declaration")
    return classOf(node, name, exported);
  if (node.type === "lexical_declaration" || node.type === "variable_declaration")
    return node.children
      .filter((child) => child.type === "variable_declarator")
      .flatMap((child) => variable(child, `${exported}${node.children[0]?.text ?? ""} `));
  return [];
}

/** A class that a variable holds is one with its members. */
function variable(declarator: TreeNode, before: string): Declared[] {
  const name = fieldOf(declarator, "name")?.text ?? "";
  const value = fieldOf(declarator, "value");
  if (value?.type === "class") return classOf(value, name, before);
  return [
    { key: `variable ${name}`, signature: before + held(declarator), start: declarator.start },
  ];
}

function exportOf(node: TreeNode): Declared[] {
  const inner = fieldOf(node, "declaration");
  const word = node.children.some((child) => child.text === "default")
    ? "export default "
    : "export ";
  if (inner !== undefined) return statement(inner, word);
  const value = fieldOf(node, "value");
  if (value?.type === "class") return classOf(value, "default", word);
  if (value !== undefined)
    return [{ key: "export default", signature: shape(value), start: node.start }];
  const list = node.children.find((child) => child.type === "export_clause");
  const from = fieldOf(node, "source")?.text ?? "";
  if (list === undefined) return [{ key: tokens(node), signature: "", start: node.start }];
  const typed = node.children.some((child) => child.text === "type") ? "type " : "";
  return list.children
    .filter((child) => child.type === "export_specifier")
    .map((one) => ({
      key: `export ${tokens(one)}`,
      signature: `${typed}${from}`,
      start: one.start,
    }));
}

/** Members may end with one or not. */
const isSemicolon = (node: TreeNode): boolean => node.type === ";";

/** A variable's own annotation, else the shape of what it holds. */
function held(declarator: TreeNode): string {
  const type = fieldOf(declarator, "type");
  const value = fieldOf(declarator, "value");
  if (type !== undefined) return tokens(type);
  return value === undefined ? "" : shape(value);
}

/** What can be told of a value's type without inference. */
function shape(value: TreeNode): string {
  if (functions.has(value.type)) return callable(value);
  switch (value.type) {
    case "object":
      return `{ ${value.children
        .filter((child) => child.named && !isComment(child))
        .map((child) => keyOf(child))
        .toSorted()
        .join(" ; ")} }`;
    case "new_expression":
      return tokens(value, (node) => node.field === "arguments" && node.parent === value);
    case "as_expression":
    case "satisfies_expression":
      return value.children
        .slice(1)
        .map((child) => tokens(child))
        .join(" ");
    case "number":
    case "string":
    case "true":
    case "false":
    case "null":
    case "array":
    case "template_string":
    case "regex":
      return value.type.replace(/^(?:true|false)$/, "boolean").replace("template_string", "string");
    default:
      return "value";
  }
}

function keyOf(property: TreeNode): string {
  const value = fieldOf(property, "value");
  const key = fieldOf(property, "key")?.text ?? fieldOf(property, "name")?.text ?? property.text;
  if (property.type === "method_definition") return callable(property);
  return value === undefined ? key : `${key} : ${shape(value)}`;
}

/** A function without its body; parameters by position, their names left out, their defaults kept. */
function callable(node: TreeNode): string {
  return tokens(node, (child) => {
    const parent = child.parent;
    if (child.field === "body" && parent === node) return true;
    if (child.field === "parameter" && parent === node) return false;
    if (child.text === ";" || (child.field === "name" && parent === node)) return true;
    const ofParameter =
      parent?.type === "required_parameter" || parent?.type === "optional_parameter";
    return ofParameter && child.field === "pattern" && child.type !== "this" && !isRest(child);
  }).replace(/\.\.\. \w+/g, "...");
}

const isRest = (pattern: TreeNode): boolean => pattern.type === "rest_pattern";

function classOf(node: TreeNode, name: string, exported: string): Declared[] {
  const body = fieldOf(node, "body");
  const members = (body?.children ?? []).filter((child) => child.named && !isComment(child));
  const header = tokens(node, (child) => child === body);
  const promised = members
    .filter((one) => isPublicField(one) || one.type === "abstract_method_signature")
    .map((one) => (functions.has(one.type) ? `${nameOf(one)} ${callable(one)}` : field(one)))
    .toSorted();
  const own: Declared = {
    key: `class ${name}`,
    signature: `${exported}${header} { ${promised.join(" ; ")} }`,
    start: node.start,
  };
  const rest = members.filter((one) => !isPublicField(one));
  return [
    own,
    ...rest.map((one) => ({
      key: `class ${name} > ${kindOf(one)}${nameOf(one)}`,
      signature: functions.has(one.type) ? callable(one) : field(one),
      start: one.start,
    })),
  ];
}

const nameOf = (member: TreeNode): string => fieldOf(member, "name")?.text ?? "";
/** A getter and a setter share a name and are two. */
const kindOf = (member: TreeNode): string =>
  member.children.find((child) => child.text === "get" || child.text === "set")?.text.concat(" ") ??
  "";

const isPublicField = (member: TreeNode): boolean =>
  member.type === "public_field_definition" &&
  !nameOf(member).startsWith("#") &&
  !/^(?:private|protected)\b/.test(member.text);

const field = (member: TreeNode): string =>
  `${tokens(member, (node) => node.parent === member && (node.field === "value" || node.field === "type" || node.text === "="))} ${held(member)}`;
