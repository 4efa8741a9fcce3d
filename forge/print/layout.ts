/**
 * Text as a value until the last moment. A {@link Doc} says what stands in a file and where it may break; only
 * {@link render} decides where it does (Wadler, "A prettier printer"; the algebra is the one prettier made popular).
 */

/** One name that a file takes from elsewhere; the printed form of the name stands in the text, this in the imports. */
export interface Import {
  /** Module, crate path or package. */
  readonly from: string;
  readonly name: string;
  /** A type alone: erased at run time, where the language tells them apart. */
  readonly typeOnly: boolean;
}

type Shape =
  | { readonly kind: "hard" }
  /** A space, or a line break where the group is broken; `soft` is nothing instead of a space. */
  | { readonly kind: "line"; readonly soft: boolean }
  /** Flat when it fits in the line (and, where given, in `max` columns of its own). */
  | {
      readonly kind: "group";
      readonly doc: Doc;
      readonly max: number | undefined;
      readonly broken: boolean;
    }
  | { readonly kind: "nest"; readonly by: number; readonly doc: Doc }
  | { readonly kind: "choice"; readonly broken: Doc; readonly flat: Doc }
  | { readonly kind: "import"; readonly item: Import }
  /** The place where the imports of the nearest scope are printed. */
  | { readonly kind: "imports" }
  /** Words with commas between them: as many in a line as fit, where the group is broken. */
  | { readonly kind: "fill"; readonly words: readonly string[] }
  /** A file or an inner module: what is imported inside is printed inside. */
  | { readonly kind: "scope"; readonly doc: Doc };

/** A class only so that values of templates can tell a document from a record. */
export class DocNode {
  readonly shape: Shape;
  constructor(shape: Shape) {
    this.shape = shape;
  }
}

export type Doc = string | DocNode | readonly Doc[];

export const hardline = new DocNode({ kind: "hard" });
export const line = new DocNode({ kind: "line", soft: false });
export const softline = new DocNode({ kind: "line", soft: true });
export const importsHere = new DocNode({ kind: "imports" });

/** A group; `max` is the widest it may be when flat (rustfmt's width heuristics). */
export const group = (doc: Doc, max?: number): DocNode =>
  new DocNode({ kind: "group", doc, max, broken: forcesBreak(doc) });
export const nest = (by: number, doc: Doc): Doc =>
  by === 0 ? doc : new DocNode({ kind: "nest", by, doc });

const marks = new WeakMap<DocNode, object>();

/** A document that lays out as `doc` does, and of which something is known. No other nest has a step of 0. */
export function marked(doc: Doc, mark: object): DocNode {
  const node = new DocNode({ kind: "nest", by: 0, doc });
  marks.set(node, mark);
  return node;
}

/** What is known of a {@link marked} document. */
export const markOf = (node: DocNode): object | undefined => marks.get(node);

/** A nest in place of `old`, with what is known of that one. */
export function nestLike(old: DocNode, by: number, doc: Doc): Doc {
  const mark = by === 0 ? marks.get(old) : undefined;
  return mark === undefined ? nest(by, doc) : marked(doc, mark);
}

/** One document where the enclosing group is broken, another where it is flat. */
export const choice = (broken: Doc, flat: Doc): DocNode =>
  new DocNode({ kind: "choice", broken, flat });
/** Words with commas between them, and behind the last one where the group is broken; lines hold as many as fit. */
export const fill = (words: readonly string[]): DocNode => new DocNode({ kind: "fill", words });
export const scope = (doc: Doc): DocNode => new DocNode({ kind: "scope", doc });

/** Registers an import without printing anything. */
export const imports = (from: string, name: string, typeOnly = false): DocNode =>
  new DocNode({ kind: "import", item: { from, name, typeOnly } });

/** A name that brings its import along. */
export const imported = (from: string, name: string, typeOnly = false): Doc => [
  imports(from, name, typeOnly),
  name,
];

/** Text that may hold line breaks: each becomes a hard line. */
export function textOf(text: string): Doc {
  if (!text.includes("\n")) return text;
  return join(hardline, text.split("\n"));
}

/** The items with `separator` between them. */
export function join(separator: Doc, items: readonly Doc[]): Doc {
  const joined: Doc[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0) joined.push(separator);
    joined.push(item);
  }
  return joined;
}

/**
 * `open a, b close`, or one item a line with a trailing comma. `max` is the widest that the items alone may be when flat.
 * A space at the end of `open` and at the start of `close` stands only when flat.
 */
export function commaList(
  open: string,
  close: string,
  items: readonly Doc[],
  indent: number,
  max?: number,
): Doc {
  if (items.length === 0) return open.trimEnd() + close.trimStart();
  const edge = open.endsWith(" ") ? line : softline;
  const body = nest(indent, [edge, join([",", line], items), choice(",", "")]);
  const doc = [open.trimEnd(), body, edge, close.trimStart()];
  return group(doc, max === undefined ? undefined : max + open.length + close.length);
}

/** A document as the text that it is when flat; imports print nothing. */
export function textOfDoc(doc: Doc): string {
  if (typeof doc === "string") return doc;
  if (!(doc instanceof DocNode)) return doc.map(textOfDoc).join("");
  const { shape } = doc;
  if (shape.kind === "line") return shape.soft ? "" : " ";
  if (shape.kind === "fill") return shape.words.join(", ");
  if (shape.kind === "choice") return textOfDoc(shape.flat);
  return shape.kind === "group" || shape.kind === "nest" || shape.kind === "scope"
    ? textOfDoc(shape.doc)
    : "";
}

/** A document that stays flat however wide it is; its imports stay with it. */
export function flatDoc(doc: Doc): Doc {
  if (typeof doc === "string") return doc;
  if (!(doc instanceof DocNode)) return doc.map(flatDoc);
  const { shape } = doc;
  if (shape.kind === "group" || shape.kind === "nest") return flatDoc(shape.doc);
  if (shape.kind === "choice") return flatDoc(shape.flat);
  return shape.kind === "line" || shape.kind === "fill" ? textOfDoc(doc) : doc;
}

/** Whether nothing would be printed; imports alone print nothing. */
export function isEmpty(doc: Doc): boolean {
  if (typeof doc === "string") return doc === "";
  if (!(doc instanceof DocNode)) return doc.every(isEmpty);
  const { shape } = doc;
  if (shape.kind === "import") return true;
  if (shape.kind === "group" || shape.kind === "nest" || shape.kind === "scope")
    return isEmpty(shape.doc);
  return false;
}

/** Whether a document holds a hard line and so breaks every group around it. */
export function forcesBreak(doc: Doc): boolean {
  if (typeof doc === "string") return false;
  if (!(doc instanceof DocNode)) return doc.some(forcesBreak);
  const { shape } = doc;
  if (shape.kind === "group") return shape.broken;
  if (shape.kind === "nest" || shape.kind === "scope") return forcesBreak(shape.doc);
  return shape.kind === "hard";
}
