import type { SyntaxNode } from "#intent";
import type { FieldFact, MethodFact, Place, TypeFact } from "./facts.ts";
import { neutralType } from "./neutral.ts";
import { child, lastName, named, ofType, spelt, type Reader } from "./reader.ts";

/** What the grammar calls the name of a node, as it is spelt. */
export const nameText = (reader: Reader, node: SyntaxNode): string =>
  reader.textOf(child(node, "name"));
/** The last name of a part of a node. */
export const nameOf = (reader: Reader, node: SyntaxNode, field: string): string =>
  lastName(reader.textOf(child(node, field)));
/** A type annotation without its colon, layout left out; empty where there is none. */
export const annotation = (reader: Reader, node: SyntaxNode, field = "type"): string =>
  spelt(reader.textOf(child(node, field)).replace(/^:\s*/, ""));

/** A string or template without its quotes; what is put into it stands there as `{}`. */
export const stringText = (reader: Reader, node: SyntaxNode): string =>
  node.children
    .filter((one) => one.type === "string_fragment" || one.type === "template_substitution")
    .map((one) => (one.type === "template_substitution" ? "{}" : reader.textOf(one)))
    .join("");

/** An interface, a class or a type alias. */
export function declare(
  reader: Reader,
  node: SyntaxNode,
  name: SyntaxNode | undefined = child(node, "name"),
): void {
  const body = child(node, "body") ?? objectType(reader, node);
  const heritage = node.children.find((one) => /heritage|extends_type_clause/.test(one.type));
  const clauses =
    heritage?.type === "class_heritage" ? named(heritage) : heritage ? [heritage] : [];
  const bases = clauses.flatMap((clause) =>
    named(clause).map((one) => lastName(reader.textOf(one).replace(/<[\s\S]*$/, ""))),
  );
  const methods = methodsOf(reader, body);
  const variants =
    node.type === "type_alias_declaration" ? variantsOf(reader, child(node, "value")) : [];
  reader.facts.types.push({
    kind: kindOf(node, body, methods, variants),
    scope: "",
    name: reader.textOf(name),
    fields: fieldsOf(reader, body),
    variants,
    methods,
    bases,
    at: reader.at(name ?? node),
  });
  if (!/^(?:abstract_)?class/.test(node.type)) return;
  const open = ofType(heritage, "extends_clause") !== undefined;
  const all = [...methods, ...handedOn(reader, body)];
  for (const contract of bases)
    reader.facts.implementations.push({
      contract,
      methods: all,
      open,
      at: reader.at(name ?? node),
    });
}

/** What `type Name = {…}` and `type Name = Readonly<{…}>` spell out. */
function objectType(reader: Reader, node: SyntaxNode): SyntaxNode | undefined {
  const value = node.type === "type_alias_declaration" ? child(node, "value") : undefined;
  if (value?.type === "object_type") return value;
  const isReadonly = nameText(reader, value ?? node) === "Readonly";
  return isReadonly ? ofType(ofType(value, "type_arguments"), "object_type") : undefined;
}

function kindOf(
  node: SyntaxNode,
  body: SyntaxNode | undefined,
  methods: readonly MethodFact[],
  variants: readonly unknown[],
): TypeFact["kind"] {
  if (node.type === "type_alias_declaration") return aliasKind(body, methods, variants);
  return node.type === "interface_declaration" && methods.length > 0 ? "contract" : "record";
}

const aliasKind = (
  body: SyntaxNode | undefined,
  methods: readonly MethodFact[],
  variants: readonly unknown[],
): TypeFact["kind"] =>
  variants.length > 0 ? "enum" : body !== undefined && methods.length === 0 ? "record" : "alias";

/** The texts of a union, such as `"free" | "pro" | wire.Unknown`. */
function variantsOf(
  reader: Reader,
  node: SyntaxNode | undefined,
): { readonly name: string; readonly at: Place }[] {
  if (node?.type === "union_type") return named(node).flatMap((one) => variantsOf(reader, one));
  const text = ofType(node, "string");
  return text === undefined ? [] : [{ name: stringText(reader, text), at: reader.at(text) }];
}

function fieldsOf(reader: Reader, body: SyntaxNode | undefined): FieldFact[] {
  return named(body)
    .filter((one) => one.type === "property_signature" || one.type === "public_field_definition")
    .filter((one) => child(one, "type") !== undefined && !nameText(reader, one).startsWith("#"))
    .map((one) => {
      const name = nameText(reader, one).replaceAll(/["']/g, "");
      const code = annotation(reader, one);
      const optional =
        one.children.some((part) => part.type === "?") || /\| undefined\b/.test(code);
      const type = neutralType("typescript", code);
      return {
        name,
        wire: name,
        type: optional && !type.startsWith("(optional ") ? `(optional ${type})` : type,
        code,
        optional,
        otherwise: "",
        at: reader.at(one),
      };
    });
}

/** Fields of a class that may hold a function which was made elsewhere: `book = booking(tools)`. */
const handedOn = (reader: Reader, body: SyntaxNode | undefined): MethodFact[] =>
  named(body)
    .filter((one) => one.type === "public_field_definition")
    .filter((one) => child(one, "value")?.type !== "arrow_function")
    .map((one) => methodOf(reader, one, one));

/** Whether a node is a method as classes, interfaces and objects have it. */
export const isMethod = (node: SyntaxNode): boolean =>
  node.type === "method_signature" || node.type === "method_definition";

function methodsOf(reader: Reader, body: SyntaxNode | undefined): MethodFact[] {
  return named(body).flatMap((one) => {
    if (isMethod(one)) return [methodOf(reader, one, one)];
    // `book = async (input) => …` in a class.
    const value = one.type === "public_field_definition" ? child(one, "value") : undefined;
    return value?.type === "arrow_function" ? [methodOf(reader, one, value)] : [];
  });
}

const isHidden = (reader: Reader, node: SyntaxNode): boolean =>
  ofType(node, "static") !== undefined ||
  /^(?:private|protected)$/.test(reader.textOf(ofType(node, "accessibility_modifier")));

/** `owner` carries the name, `code` the parameters; they are two where a function is a property's value. */
export const methodOf = (reader: Reader, owner: SyntaxNode, code: SyntaxNode): MethodFact => ({
  name: reader.textOf(child(owner, "name") ?? child(owner, "key") ?? owner).replaceAll(/["']/g, ""),
  parameters: named(child(code, "parameters")).map((one) => annotation(reader, one)),
  result: annotation(reader, code, "return_type"),
  ...(ofType(code, "async") === undefined ? {} : { waits: true as const }),
  ...(isHidden(reader, owner) ? { hidden: true as const } : {}),
  at: reader.at(child(owner, "name") ?? child(owner, "key") ?? owner),
});
