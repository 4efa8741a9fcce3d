import { kindNumber, type NodeId, type Nodes, nodeWidth } from "./tree.ts";

/**
 * Nodes in the making. The forms that are still open need no stack of their own: until a form is closed, the slot that
 * will hold the end of its subtree holds its parent.
 */
export class Builder {
  /**
   * Room for the largest text so far, used again by the next: each tree takes an exact copy away. A text has at most one
   * node a character, so the inner loop needs no bounds checks.
   */
  nodes = new Int32Array(0);
  /** How many nodes there are, the file's own included. */
  count = 1;
  /** How many forms and prefixes are open. */
  depth = 0;
  /** The innermost open node; 0 is the file. */
  open: NodeId = 0;
  /** Whether the innermost open node is a prefix, which the next form closes. */
  prefixed = false;

  /** Starts a tree for a text of so many characters. */
  reset(characters: number): void {
    const needed = (characters + 1) * nodeWidth;
    if (this.nodes.length < needed) this.nodes = new Int32Array(needed);
    this.nodes[0] = 0;
    this.nodes[1] = characters;
    this.nodes[2] = kindNumber.file;
    this.count = 1;
    this.depth = 0;
    this.open = 0;
    this.prefixed = false;
  }

  /** Offset at which the innermost open node starts. */
  get openStart(): number {
    return this.nodes[this.open * nodeWidth] ?? 0;
  }

  get openKind(): number {
    return (this.nodes[this.open * nodeWidth + 2] ?? 0) & 15;
  }

  /** Adds a node without children. */
  leaf(kind: number, start: number, end: number): void {
    const slot = this.count * nodeWidth;
    this.nodes[slot] = start;
    this.nodes[slot + 1] = end;
    this.nodes[slot + 2] = (++this.count << 4) | kind;
    if (this.prefixed) this.#closePrefixes(end);
  }

  /** Starts a node whose children follow. */
  begin(kind: number, start: number): void {
    const slot = this.count * nodeWidth;
    this.nodes[slot] = start;
    this.nodes[slot + 1] = start + 1;
    this.nodes[slot + 2] = (this.open << 4) | kind;
    this.open = this.count++;
    this.depth++;
    this.prefixed = kind >= kindNumber.quasiquote;
  }

  /** Closes the innermost open node at `end`, and the prefixes that waited for it. */
  close(end: number): void {
    this.#closeOne(end);
    if (this.prefixed) this.#closePrefixes(end);
  }

  /** Closes the innermost open node at `end`, and nothing else. */
  closeAlone(end: number): void {
    this.#closeOne(end);
  }

  /** The nodes, in an array of their own: of 16-bit numbers where they fit, which halves what a small file keeps. */
  finish(): Nodes {
    this.nodes[2] = (this.count << 4) | kindNumber.file;
    const used = this.nodes.subarray(0, this.count * nodeWidth);
    const fits = (this.nodes[1] ?? 0) <= 0xffff && this.count << 4 <= 0xffff;
    return fits ? new Uint16Array(used) : new Int32Array(used);
  }

  #closeOne(end: number): void {
    const slot = this.open * nodeWidth;
    const state = this.nodes[slot + 2] ?? 0;
    this.nodes[slot + 1] = end;
    this.nodes[slot + 2] = (this.count << 4) | (state & 15);
    this.open = state >>> 4;
    this.depth--;
    this.prefixed = this.openKind >= kindNumber.quasiquote;
  }

  /** A discarded form is no form: the prefixes around it go on waiting for one. */
  #closePrefixes(end: number): void {
    let discarded = false;
    while (this.prefixed && !discarded) {
      discarded = this.openKind === kindNumber.discard;
      this.#closeOne(end);
    }
  }
}
