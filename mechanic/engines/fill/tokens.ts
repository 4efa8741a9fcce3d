import type { SyntaxNode } from "#intent";

/** How often each word stands in the texts of a service. */
export type Mentions = ReadonlyMap<string, number>;

/** Counts the words of texts. */
export function mentionsIn(texts: Iterable<string>): Mentions {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const [word] of text.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** The tokens of a node without comments, layout, and statements that say nothing. */
export function saidBy(node: SyntaxNode, text: string, mentions: Mentions): readonly string[] {
  const said: string[] = [];
  const open: SyntaxNode[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (/comment/.test(next.type) || (next !== node && isIdle(next, text, mentions))) continue;
    const token = text.slice(next.start, next.end);
    // One kind of quotes is as good as another, and so is a comma at the end.
    if (next.children.length === 0 && !/^[;,]?$/.test(token)) said.push(token.replace("'", '"'));
    open.push(...next.children.toReversed());
  }
  return said;
}

/** The names that a node declares by itself. */
export const namesOf = (node: SyntaxNode, text: string): readonly string[] =>
  node.children
    .filter(({ field }) => field !== undefined && declaring.test(field))
    .filter(({ field }) => field !== "type" || node.type === "impl_item")
    .flatMap((child) => [...below(child)])
    .filter(({ type }) => type.endsWith("identifier"))
    .map(({ start, end }) => text.slice(start, end));

const declaring = /^(?:name|key|left|pattern|type)$/;

function* below(node: SyntaxNode): Generator<SyntaxNode> {
  const open: SyntaxNode[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    open.push(...next.children.toReversed());
  }
}

const empty = /^(?:pass_statement|empty_statement)$/;
const plain =
  /^(?:string|string_literal|raw_string_literal|number|integer|float|(?:integer|float|boolean|char)_literal|true|false|none|null|undefined|ellipsis|identifier|template_string)$/;
const declarations =
  /^(?:lexical_declaration|variable_declaration|let_declaration|(?:const|static|type)_item|type_alias_(?:declaration|statement)|assignment)$/;
/** What does something, whoever wants its value. */
const busy =
  /call|await|yield|new_expression|macro|subscript|index_expression|try_expression|throw|member_expression|attribute$|assignment_expression|update_expression|let_chain/;

/**
 * Whether a statement says nothing: a value that nobody takes, or a declaration of plain values whose names stand nowhere
 * else. It would be an answer to no question.
 */
export function isIdle(node: SyntaxNode, text: string, mentions: Mentions): boolean {
  if (empty.test(node.type)) return true;
  if (node.type === "expression_statement" || node.type === "export_statement") {
    const [inner, ...more] = node.children.filter((one) => one.named);
    if (inner === undefined || more.length > 0) return false;
    if (node.type === "expression_statement" && plain.test(inner.type)) return true;
    return isUnused(inner, text, mentions);
  }
  return isUnused(node, text, mentions);
}

function isUnused(node: SyntaxNode, text: string, mentions: Mentions): boolean {
  if (!declarations.test(node.type)) return false;
  const own = /^(?:lexical|variable)_declaration$/.test(node.type)
    ? node.children.filter((one) => one.type === "variable_declarator")
    : [node];
  const names = own.flatMap((one) => namesOf(one, text));
  return (
    names.length > 0 &&
    names.every((name) => (mentions.get(name) ?? 0) <= 1) &&
    ![...below(node)].some((one) => busy.test(one.type))
  );
}
