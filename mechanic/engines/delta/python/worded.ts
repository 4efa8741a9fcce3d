import {
  typeName,
  variantName,
  type Change,
  type CodeDiagnostic,
  type Model,
  type RepairEdit,
  type RepairRequest,
  type SyntaxNode,
  type TypeRef,
} from "#intent";

import { indexed, nodeAt, plainString } from "./retype/indexed.ts";
import { isClosed } from "./retype/judgement.ts";
import type { Indexed } from "./retype/types.ts";
import { imported } from "./shape/builds.ts";
import { offsetsOf } from "./offsets.ts";
import type { Module } from "./snapshot.ts";
import { nodesOf, textOf } from "./tree.ts";
import { happened } from "./words.ts";

/** A text that became an enum: its class, the stamped module that has it, and its variants by the words of the wire. */
interface Worded {
  readonly change: Change;
  readonly type: string;
  readonly from: string;
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Where a text became one of an enum's variants, a literal that spells the word of a variant is that variant. Pyright's own
 * words say which literals are wanted as one; a word that no variant has is a question, and so is every other text.
 */
export function respellWords(
  request: RepairRequest,
  edited: ReadonlyMap<string, Module>,
  diagnostics: readonly CodeDiagnostic[],
): readonly RepairEdit[] {
  const enums = wordedBy(request);
  if (enums.length === 0) return [];
  return diagnostics.flatMap((diagnostic) => {
    const { file, message } = diagnostic;
    const module = request.sources.has(file) && !isClosed(file) ? edited.get(file) : undefined;
    const worded = enums.find(({ type }) => new RegExp(`\\b${type}\\b`).test(message));
    if (module === undefined || worded === undefined || !/Literal\['|\bstr\b/.test(message))
      return [];
    return editsAt(indexed(module), diagnostic, worded);
  });
}

function wordedBy({ changes, after, service }: RepairRequest): readonly Worded[] {
  return changes.flatMap((change): readonly Worded[] => {
    const to = innermost(change.toType);
    if (innermost(change.fromType)?.kind !== "primitive" || to?.kind !== "named") return [];
    const declared = after.services.get(to.service)?.enums.find(({ name }) => name === to.name);
    if (declared === undefined) return [];
    const type = typeName("python", declared.name);
    const from =
      to.service === service.name ? "generated" : `generated_${to.service.replaceAll("-", "_")}`;
    const names = declared.variants.map(
      (variant) =>
        [variant.wire ?? variant.name, `${type}.${variantName("python", variant)}`] as const,
    );
    return [{ change, type, from, names: new Map(names) }];
  });
}

const innermost = (type: TypeRef | undefined): TypeRef | undefined =>
  type?.kind === "list" || type?.kind === "optional"
    ? innermost(type.item)
    : type?.kind === "map"
      ? innermost(type.value)
      : type;

/** Whether old texts are read as what they are now: variants of an enum are open over the same words. */
export const readsAsVariant = (model: Model, { fromType, toType }: Change): boolean => {
  const [from, to] = [innermost(fromType), innermost(toType)];
  return (
    from?.kind === "primitive" &&
    from.name === "string" &&
    to?.kind === "named" &&
    model.services.get(to.service)?.enums.some(({ name }) => name === to.name) === true
  );
};

function editsAt(
  module: Indexed,
  diagnostic: CodeDiagnostic,
  { change, type, from, names }: Worded,
): readonly RepairEdit[] {
  const { start, end } = offsetsOf(module.text, diagnostic);
  const said = literalsOf(nodeAt(module.root, start, end));
  const known = said.flatMap((node) => {
    const name = names.get(plainString(module.text, node) ?? "");
    return name === undefined ? [] : [{ node, name }];
  });
  const brought = imported(module, from, type);
  const isTaken =
    brought !== undefined &&
    brought.length > 0 &&
    nodesOf(module.root, "identifier").some((one) => textOf(module.text, one) === type);
  if (known.length === 0 || known.length < said.length || brought === undefined || isTaken)
    return [];
  const make = (edit: { start: number; end: number; text: string }, rule: string): RepairEdit => ({
    file: module.file,
    ...edit,
    change: change.symbol,
    rule,
    certainty: "certain",
    because: `${happened(change)}, and this text is the word of one of its variants.`,
  });
  return [
    ...known.map(({ node, name }) =>
      make({ start: node.start, end: node.end, text: name }, "text-to-variant"),
    ),
    ...brought.map((one) => make(one, "retype-import")),
  ];
}

/** Texts written out where a value is wanted: itself, elements and values of what is written out, both sides of a choice. */
function literalsOf(node: SyntaxNode): readonly SyntaxNode[] {
  if (node.type === "string") return [node];
  const inside = node.children.filter(({ named, type }) => named && type !== "comment");
  switch (node.type) {
    case "list":
    case "set":
    case "tuple":
    case "parenthesized_expression":
      return inside.flatMap(literalsOf);
    case "dictionary":
      return inside.flatMap((pair) =>
        pair.children.filter(({ field }) => field === "value").flatMap(literalsOf),
      );
    case "conditional_expression":
      return [inside[0], inside[2]].flatMap((one) => (one === undefined ? [] : literalsOf(one)));
    case "keyword_argument":
      return inside.slice(1).flatMap(literalsOf);
    default:
      return [];
  }
}
