import { didYouMean, type Diagnostic, type NodeId, type Span, type Tree } from "#intent";
import { told } from "./messages.ts";

/** A form of a rule: its list, and what stands behind its head. */
export interface Form {
  readonly node: NodeId;
  readonly parts: readonly NodeId[];
}

/** What reads one rule's tree: where it stands, and the list that diagnostics go to. */
export interface Reading {
  readonly tree: Tree;
  readonly file: string;
  readonly diagnostics: Diagnostic[];
}

/** Notes a form or word that is not what it should be, with an example of what is. */
export function malformed(
  { file, diagnostics }: Reading,
  span: Span,
  what: string,
  example: string,
): void {
  diagnostics.push(told("rule-malformed", file, span, { what, example }));
}

/** The lists among `nodes` by their heads; other nodes, unknown heads and second ones are told. */
export function formsOf(
  reading: Reading,
  nodes: readonly NodeId[],
  known: readonly string[],
  repeated: readonly string[] = [],
): ReadonlyMap<string, readonly Form[]> {
  const { tree, file, diagnostics } = reading;
  const forms = new Map<string, Form[]>();
  for (const node of nodes) {
    const head = tree.head(node);
    const span = tree.span(node);
    if (head === undefined) {
      malformed(reading, span, "form of a rule", "a list that begins with a name");
      continue;
    }
    if (!known.includes(head)) {
      const near = didYouMean(head, known);
      const cure = near === undefined ? {} : { cure: `did you mean ${near}?` };
      diagnostics.push(told("rule-form-unknown", file, span, { form: head }, cure));
      continue;
    }
    const before = forms.get(head) ?? [];
    if (before.length > 0 && !repeated.includes(head))
      diagnostics.push(told("rule-form-twice", file, span, { form: head }));
    forms.set(head, [...before, { node, parts: tree.children(node).slice(1) }]);
  }
  return forms;
}

/** The only part of a form, as text; anything else is told. */
export function onlyText(
  reading: Reading,
  { node, parts }: Form,
  kind: "string" | "symbol" | "number",
  example: string,
): { readonly text: string; readonly span: Span } | undefined {
  const { tree } = reading;
  const [only] = parts;
  if (only === undefined || parts.length > 1 || tree.kind(only) !== kind) {
    malformed(reading, tree.span(node), tree.head(node) ?? "form", example);
    return undefined;
  }
  return { text: tree.stringValue(only), span: tree.span(only) };
}

/** The word of a closed list that a node is; another one is told, with the nearest that there is. */
export function wordOf<Word extends string>(
  { tree, file, diagnostics }: Reading,
  node: NodeId,
  what: string,
  words: readonly Word[],
): Word | undefined {
  const text = tree.textOf(node);
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  const near = didYouMean(text, words);
  const cure = near === undefined ? {} : { cure: `did you mean ${near}?` };
  const known = words.join(", ");
  diagnostics.push(
    told("rule-word-unknown", file, tree.span(node), { what, word: text, known }, cure),
  );
  return undefined;
}
