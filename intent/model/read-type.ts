import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { childrenWithoutCommas } from "./read-strays.ts";
import { bytesIn } from "./sizes.ts";
import { checkValue } from "./values.ts";
import { typeForms } from "./forms.ts";
import { isTypeForm, isTypeWord, reportTypeForm, typeReference } from "./report-type.ts";
import { type PrimitiveName, primitiveNames, type TypeRef } from "./types.ts";

const primitives: ReadonlyMap<string, PrimitiveName> = new Map(
  primitiveNames.map((name) => [name, name]),
);
/**
 * Reads a type as it is written in the intent of `service`. Names are qualified here and resolved later, when all files
 * are read. `undefined` where it is no type; that is reported. `name` is what the type is of, for a message. Depth is
 * bounded by the reader (64 levels).
 */
export function readType(
  context: FileContext,
  service: string,
  node: NodeId,
  name = "",
): TypeRef | undefined {
  const { tree } = context;
  if (tree.kind(node) === "symbol") return readNamedType(context, service, node);
  if (tree.kind(node) === "list") return readTypeForm(context, service, node, name);
  checkValue(context, { kind: "type", what: "a type", example: "(list string)" }, node);
  return undefined;
}

function readNamedType(context: FileContext, service: string, node: NodeId): TypeRef | undefined {
  const text = context.tree.textOf(node);
  const span = context.tree.span(node);
  const primitive = primitives.get(text);
  if (primitive !== undefined) return { kind: "primitive", name: primitive, span };
  const match = isTypeWord(context, node) ? typeReference.exec(text) : null;
  const name = match?.[2];
  if (match === null || name === undefined) return undefined;
  const owner = match[1] ?? service;
  const field = match[3];
  return field === undefined
    ? { kind: "named", service: owner, name, span }
    : { kind: "member", service: owner, entity: name, field, span };
}

function readTypeForm(
  context: FileContext,
  service: string,
  node: NodeId,
  name: string,
): TypeRef | undefined {
  const { tree } = context;
  const span = tree.span(node);
  const head = tree.head(node);
  if (head === undefined || !isTypeForm(head)) {
    // Brackets were reported as such, and say nothing of what they hold.
    if (!tree.textOf(node).startsWith("[")) reportTypeForm(context, node, head, name);
    return undefined;
  }
  const [headNode, ...parts] = childrenWithoutCommas(context, node);
  if (head === "file") return readFileType(context, node, parts);
  if (parts.length !== typeForms[head].arguments) {
    // What is missing in it may be what could not be read.
    if (context.isBroken(span)) return undefined;
    const { what, example } = typeForms[head];
    context.report("type-malformed", tree.span(headNode ?? node), { head, what, example });
    return undefined;
  }
  const types = parts.map((part) => readType(context, service, part));
  const [first, second] = types;
  if (first === undefined) return undefined;
  if (head !== "map") return { kind: head, item: first, span };
  return second === undefined ? undefined : { kind: "map", key: first, value: second, span };
}

/** `(file)` or `(file :max 10MB)`. */
function readFileType(
  context: FileContext,
  node: NodeId,
  parts: readonly NodeId[],
): TypeRef | undefined {
  const { tree } = context;
  const span = tree.span(node);
  const [option, value, more] = parts;
  if (option === undefined) return { kind: "file", span };
  const isMax = tree.kind(option) === "keyword" && tree.keywordName(option) === "max";
  if (isMax && more === undefined && value !== undefined && tree.kind(value) === "quantity") {
    const { amount, unit } = tree.quantity(value);
    const bytes = bytesIn(amount, unit);
    if (bytes !== undefined) return { kind: "file", max: bytes, span };
  }
  const { what, example } = typeForms.file;
  context.report("type-malformed", tree.span(option), { head: "file", what, example });
  return undefined;
}
