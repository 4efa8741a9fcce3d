import type { Language, Span, SyntaxNode, SyntaxParser } from "#intent";
import { isIdle, namesOf, saidBy, type Mentions } from "./tokens.ts";

/** A declaration of a text. */
export interface Place {
  readonly span: Span;
  /** Its tokens without comments and layout: two places that say the same are one, wherever they stand. */
  readonly says: string;
  /** The names that it declares by itself, without those of what is inside. */
  readonly declares: readonly string[];
  readonly names: ReadonlySet<string>;
  /** Whether a question inside of it is about it. */
  readonly asks: boolean;
}

/** The declarations of a text, outer ones first, and the text as one. */
export interface Layout {
  readonly places: readonly Place[];
  readonly whole: Place;
}

const functions =
  /^(?:function_(?:declaration|definition|item|expression)|generator_function_declaration|method_definition|public_field_definition)$/;
const tables = /^(?:object|dictionary|struct_expression)$/;
/** What may hold an answer for who names it, although a question inside of it is about more than it. */
const values =
  /^(?:variable_declarator|assignment|let_declaration|(?:const|static|struct|enum|impl|trait|type)_item|(?:class|interface|enum|type_alias)_declaration|class_definition)$/;
const besides = /^(?:import|use_declaration|extern_crate|future_import)|comment/;

/** Reads the declarations of a text; `mentions` tell what is named nowhere else and so says nothing. */
export async function layoutOf(
  syntax: SyntaxParser,
  language: Language,
  text: string,
  mentions: Mentions,
): Promise<Layout> {
  const { root } = await syntax.parse(language, text);
  const tops = new Set(root.children);
  const made = (node: SyntaxNode, asks: boolean): Place => {
    const says = saidBy(node, text, mentions);
    const span = { start: node.start, end: node.end };
    const names = new Set(says.filter((word) => /^[\p{L}_$]/u.test(word)));
    return { span, says: says.join("\n"), declares: namesOf(node, text), names, asks };
  };
  const places: Place[] = [];
  const open: SyntaxNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const top = tops.has(node) && node.named && !besides.test(node.type);
    const asks = top || functions.test(node.type) || tables.test(node.type) || isEntry(node);
    if (asks || values.test(node.type)) places.push(made(node, asks));
    // What says nothing has nothing inside that is asked about.
    if (!isIdle(node, text, mentions)) open.push(...node.children.toReversed());
  }
  return { places, whole: made(root, true) };
}

/** An entry of a table that is code is judged by itself: `{ greet: async () => … }`. */
const isEntry = (node: SyntaxNode): boolean =>
  node.type === "pair" && node.children.some((one) => one.type === "arrow_function");

/** The smallest declaration around a span; among a file's imports it is the whole file. */
export const placeAround = ({ places, whole }: Layout, span: Span): Place =>
  places.findLast((one) => one.asks && one.span.start <= span.start && span.end <= one.span.end) ??
  whole;
