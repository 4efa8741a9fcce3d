import type { NodeId, Tree } from "../tree.ts";
import { docstringAt, isListLike, measure } from "./measure.ts";
import { lineWidth, Printer } from "./printer.ts";
import { commentsInPrefix, type Gap, gapsOf, prefixOf } from "./trivia.ts";

/** Columns that the parts of a form stand further right than its parenthesis. */
const indentation = 2;

/** Heads that are followed by a pattern, which belongs to their line. */
const patternHeads: ReadonlySet<string | undefined> = new Set(["define-form"]);

/** Lays out a tree without errors. Recursion is safe here: the reader bounds the depth. */
export function layOut(tree: Tree): string {
  return new Layout(tree).run();
}

class Layout {
  readonly #tree: Tree;
  readonly #widths: Int32Array;
  readonly #printer: Printer;

  constructor(tree: Tree) {
    this.#tree = tree;
    this.#widths = measure(tree).widths;
    this.#printer = new Printer(tree.text);
  }

  run(): string {
    const printer = this.#printer;
    const forms = this.#tree.written(0);
    const gaps = gapsOf(this.#tree, forms, 0, this.#tree.text.length);
    for (const [index, form] of forms.entries()) {
      const gap = gaps[index];
      printer.comments(gap?.comments ?? [], 0);
      printer.comments(commentsInPrefix(this.#tree, form), 0);
      printer.newline(0, gap?.blank ?? false);
      this.#node(form, 0, true);
    }
    printer.comments(gaps.at(-1)?.comments ?? [], 0);
    return printer.finish();
  }

  /** Prints a node where the printer stands. `closers` parentheses will follow on its last line. */
  #node(node: NodeId, closers: number, top: boolean): void {
    const tree = this.#tree;
    const prefix = prefixOf(tree, node);
    if (prefix !== "") {
      this.#printer.write(prefix);
      for (const [index, part] of tree.written(node).entries()) {
        if (index > 0) this.#printer.write(" ");
        this.#node(part, closers, top);
      }
      return;
    }
    if (tree.kind(node) !== "list" || this.#standsOnOneLine(node, closers, top))
      this.#printer.write(this.#flat(node));
    else this.#broken(node, closers);
  }

  /** A form of the file that holds forms is always broken, so that a service looks like one from its first line on. */
  #standsOnOneLine(node: NodeId, closers: number, top: boolean): boolean {
    if (top && this.#tree.written(node).some((item) => isListLike(this.#tree, item))) return false;
    return this.#printer.column + (this.#widths[node] ?? 0) + closers <= lineWidth;
  }

  #flat(node: NodeId): string {
    const tree = this.#tree;
    const prefix = prefixOf(tree, node);
    if (prefix === "" && tree.kind(node) !== "list")
      return tree.textOf(node).replaceAll("\r\n", "\n");
    const parts = tree.written(node).map((item) => this.#flat(item));
    return prefix === "" ? `(${parts.join(" ")})` : prefix + parts.join(" ");
  }

  #broken(node: NodeId, closers: number): void {
    const tree = this.#tree;
    const printer = this.#printer;
    const items = tree.written(node);
    const gaps = gapsOf(tree, items, tree.start(node) + 1, tree.end(node) - 1);
    const [first] = items;
    const indent =
      printer.column + (first !== undefined && isListLike(tree, first) ? 1 : indentation);
    const documented = docstringAt(tree, items);
    const after = gaps.at(-1)?.comments ?? [];
    printer.write("(");
    for (const [index, item] of items.entries()) {
      const gap = gaps[index];
      const last = index === items.length - 1;
      const itemClosers = last && after.every((comment) => comment.trailing) ? closers + 1 : 0;
      printer.comments(gap?.comments ?? [], indent);
      printer.comments(commentsInPrefix(tree, item), indent);
      const before = items[index - 1];
      if (this.#startsLine(item, before, gap, index === documented, itemClosers))
        printer.newline(indent, gap?.blank ?? false);
      else if (before !== undefined) printer.write(" ");
      this.#node(item, itemClosers, false);
    }
    printer.comments(after, indent);
    if (printer.afterComment) printer.newline(indent, false);
    printer.write(")");
  }

  /** Whether an item of a broken form goes to a line of its own. */
  #startsLine(
    item: NodeId,
    before: NodeId | undefined,
    gap: Gap | undefined,
    isDocstring: boolean,
    closers: number,
  ): boolean {
    if (this.#printer.lineMustEnd) return true;
    if (before === undefined) return false;
    if (gap?.newline === true || isDocstring) return true;
    if (isListLike(this.#tree, item) && !this.#ownsNext(before)) return true;
    return this.#printer.column + 1 + this.#firstLineWidth(item) + closers > lineWidth;
  }

  /** Columns of an item's first line: a string may run over several. */
  #firstLineWidth(item: NodeId): number {
    const newline =
      this.#tree.kind(item) === "string" ? this.#tree.textOf(item).search(/\r?\n/) : -1;
    return newline === -1 ? (this.#widths[item] ?? 0) : newline;
  }

  /** Whether what follows `before` belongs to its line even where it is a form. */
  #ownsNext(before: NodeId): boolean {
    const kind = this.#tree.kind(before);
    return kind === "keyword" || (kind === "symbol" && patternHeads.has(this.#tree.textOf(before)));
  }
}
