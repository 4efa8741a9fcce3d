import type { Span, SyntaxNode } from "#intent";

import type { Module } from "../snapshot.ts";
import { assignedIn, childOf, nameOf, statementsOf, textOf } from "../tree.ts";

/** An annotation as a tree: a name, a generic with its arguments, or a union of parts. */
export interface TypeExpression extends Span {
  readonly kind: "name" | "generic" | "union" | "other";
  readonly text: string;
  readonly args: readonly TypeExpression[];
}

/** Reads the syntax of a type, in whichever of the grammar's two spellings of it. */
export function typeExpression(text: string, node: SyntaxNode): TypeExpression {
  const { start, end } = node;
  const make = (
    kind: TypeExpression["kind"],
    spelt: SyntaxNode,
    args: readonly SyntaxNode[],
  ): TypeExpression => ({
    kind,
    start,
    end,
    text: textOf(text, spelt),
    args: args.map((arg) => typeExpression(text, arg)),
  });
  const named = node.children.filter((child) => child.named);
  switch (node.type) {
    case "type":
    case "parenthesized_expression": {
      const [inner] = named;
      return inner === undefined ? make("other", node, []) : typeExpression(text, inner);
    }
    case "identifier":
    case "attribute":
    case "none":
      return make("name", node, []);
    case "generic_type": {
      const [head, parameters] = named;
      return make("generic", head ?? node, parameters?.children.filter((one) => one.named) ?? []);
    }
    case "subscript":
      return make(
        "generic",
        childOf(node, "value") ?? node,
        named.filter((child) => child.field === "subscript"),
      );
    case "union_type":
    case "binary_operator":
      return make("union", node, named);
    default:
      return make("other", node, []);
  }
}

/**
 * Every annotation of a stamped module by where it stands: `UserProfile.id`, `a_user_profile(id)`, `UsersClient.get->`,
 * `UserId=` of an alias.
 */
export function annotationsOf({ text, root }: Module): ReadonlyMap<string, TypeExpression> {
  const found = new Map<string, TypeExpression>();
  const add = (key: string, node: SyntaxNode | undefined): void => {
    if (node !== undefined) found.set(key, typeExpression(text, node));
  };
  const inFunction = (node: SyntaxNode, path: string): void => {
    add(`${path}->`, childOf(node, "return_type"));
    for (const parameter of childOf(node, "parameters")?.children ?? []) {
      const name = childOf(parameter, "name") ?? parameter.children[0];
      if (name !== undefined) add(`${path}(${textOf(text, name)})`, childOf(parameter, "type"));
    }
  };
  const inBody = (body: SyntaxNode, prefix: string): void => {
    for (const statement of statementsOf(body)) {
      const path = `${prefix}${nameOf(text, statement)}`;
      if (statement.type === "function_definition") inFunction(statement, path);
      if (statement.type === "class_definition") inBody(statement, `${path}.`);
      const name = assignedIn(statement);
      const assignment = name === undefined ? undefined : statement.children[0];
      if (name === undefined || assignment === undefined) continue;
      const type = childOf(assignment, "type");
      const alias = type === undefined || /\bTypeAlias$/.test(textOf(text, type));
      if (alias && prefix === "") add(`${textOf(text, name)}=`, childOf(assignment, "right"));
      else add(`${prefix}${textOf(text, name)}`, type);
    }
  };
  inBody(root, "");
  return found;
}

/** Pairs of names at which two annotations of the same shape differ. What changed its shape is not compared. */
export function differingNames(
  before: TypeExpression,
  after: TypeExpression,
): readonly (readonly [TypeExpression, TypeExpression])[] {
  if (before.kind === "name" && after.kind === "name")
    return before.text === after.text ? [] : [[before, after]];
  const bare = [before, after].map((one) =>
    one.kind === "generic" && /\b(?:Annotated|Maybe)$/.test(one.text) ? one.args[0] : undefined,
  );
  if (bare.some((one) => one !== undefined))
    return differingNames(bare[0] ?? before, bare[1] ?? after);
  // A builder makes the default of some types itself, and takes `None` for it.
  const [one, other] = [withoutNone(before), withoutNone(after)];
  if ((one === before) !== (other === after)) return differingNames(one, other);
  if (before.kind !== after.kind || before.args.length !== after.args.length) return [];
  if (before.kind === "generic" && before.text !== after.text) return [];
  return before.args.flatMap((arg, index) => {
    const other = after.args[index];
    return other === undefined ? [] : differingNames(arg, other);
  });
}

/** The other part of a union of two with `None`; other types as they are. */
function withoutNone(type: TypeExpression): TypeExpression {
  const rest = type.args.filter(({ text }) => text !== "None");
  const [only] = rest;
  const optional = type.kind === "union" && type.args.length === 2 && rest.length === 1;
  return optional && only !== undefined ? only : type;
}

/** All names of an annotation, at any depth. */
export const namesOf = (type: TypeExpression): readonly TypeExpression[] =>
  type.kind === "name"
    ? [type]
    : type.args.slice(0, /\bAnnotated$/.test(type.text) ? 1 : undefined).flatMap(namesOf);

/** Names of the parts of a union, without the modules they come from. */
export const partsOf = (type: TypeExpression): readonly string[] =>
  type.kind === "union" ? type.args.flatMap(partsOf) : [type.text.split(".").at(-1) ?? type.text];
