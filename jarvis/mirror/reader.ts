import { lineStarts, positionAt, type SyntaxNode } from "#intent";
import { nothing, type Gathered, type Place } from "./facts.ts";
import { heldBy } from "./holders.ts";

/** A text with its tree and the facts found so far: what the three readers share. */
export interface Reader {
  readonly text: string;
  readonly facts: Gathered;
  /** What waits until the whole file has been seen, such as methods that stand before or after their type. */
  readonly later: (() => void)[];
  /** Names that hold something else than a client or a publisher somewhere in the file. */
  readonly others: Set<string>;
  textOf(node: SyntaxNode | undefined): string;
  at(node: SyntaxNode): Place;
}

/** A reader of one text, without facts yet. */
export function newReader(text: string): Reader {
  const starts = lineStarts(text);
  return {
    text,
    facts: nothing(),
    later: [],
    others: new Set(),
    textOf: (node) => (node === undefined ? "" : text.slice(node.start, node.end)),
    at: (node) => ({
      line: positionAt(starts, node.start).line,
      start: node.start,
      end: node.end,
    }),
  };
}

/** The child that the grammar calls `field`. */
export const child = (node: SyntaxNode | undefined, field: string): SyntaxNode | undefined =>
  node?.children.find((one) => one.field === field);

/** The first child of a type. */
export const ofType = (node: SyntaxNode | undefined, type: string): SyntaxNode | undefined =>
  node?.children.find((one) => one.type === type);

/** Children that are no punctuation and no comment. */
export const named = (node: SyntaxNode | undefined): readonly SyntaxNode[] =>
  (node?.children ?? []).filter((one) => one.named && !one.type.includes("comment"));

/** Layout does not matter where spellings are compared: neither line breaks nor a comma before a closing bracket. */
export const spelt = (text: string): string =>
  text
    .replaceAll(/\s+/g, " ")
    .replaceAll(/,? ?([)\]}>])/g, "$1")
    .replaceAll(/([([{<]) /g, "$1")
    .trim();

/**
 * Visits a tree in the order of the text; a visitor that answers `false` leaves the children out. Without recursion, as
 * deep code must not end the audit.
 */
export function walk(
  root: SyntaxNode,
  visit: (node: SyntaxNode, parent: SyntaxNode | undefined) => boolean,
): void {
  const open: (readonly [SyntaxNode, SyntaxNode | undefined])[] = [[root, undefined]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, parent] = next;
    if (!visit(node, parent)) continue;
    for (let index = node.children.length - 1; index >= 0; index--) {
      const below = node.children[index];
      if (below !== undefined) open.push([below, node]);
    }
  }
}

/** The last name in `a.b.c`, `a::b`, `this.#b`, `self.b?.c`: what a value is called where it is used. */
export const lastName = (text: string): string =>
  /([A-Za-z_$][\w$]*)\W*$/.exec(text.replace(/(?:\?|!|\(\))+$/, ""))?.[1] ?? "";

const interesting = /\/(?:rpc|events)\/|:\/\/|^[A-Z][A-Z0-9_]*_URL$/;

/** Keeps a text that may be an address. `text` is without its quotes; what is put into it stands there as `{}`. */
export function keepLiteral(reader: Reader, node: SyntaxNode, text: string): void {
  if (interesting.test(text)) reader.facts.literals.push({ text, at: reader.at(node) });
}

/** What a name is declared to be: its type as it is spelt, empty where it is left to the compiler, and what it is made by. */
export interface Declared {
  readonly type: string;
  /** The client or publisher that its first value makes. */
  readonly made?: string;
  /** Last name of its first value, where that is a name: the same thing under the same name is no second meaning. */
  readonly same?: string;
}

/** Keeps a name whose type, or the value that makes it, is a client or a publisher; else remembers that it means something. */
export function keepBinding(
  reader: Reader,
  node: SyntaxNode,
  name: string,
  { type, made = "", same = "" }: Declared,
): void {
  if (name === "") return;
  const held = heldBy(type) ?? (made === "" ? undefined : { type: made });
  if (held !== undefined) reader.facts.bindings.push({ name, ...held, at: reader.at(node) });
  else if (same !== name) reader.others.add(name);
}
