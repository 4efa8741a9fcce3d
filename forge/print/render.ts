import { DocNode, markOf, type Doc } from "./layout.ts";

export interface RenderOptions {
  /** Columns of a line. */
  readonly width: number;
  /** Most blank lines in a row. */
  readonly blankLinesMax: number;
  /** A line that ends with one of these is followed by no blank line. */
  readonly openers: string;
  /** A line that starts with one of these follows no blank line. */
  readonly closers: string;
}

interface Command {
  readonly indent: number;
  readonly flat: boolean;
  readonly doc: Doc;
}

/** A piece of a line, and the nearest mark of the document that it comes from. Columns count from 0. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly mark: object | undefined;
}

/** Lines as they come out: blank lines collapse, trailing spaces vanish, and the text ends with one line break. */
class Page {
  readonly #lines: string[] = [];
  readonly #options: RenderOptions;
  #current = "";
  #blank = 0;
  /** The pieces of each line, where somebody asks for them. */
  readonly #pieces: Piece[][] | undefined;
  #piecesNow: Piece[] = [];
  readonly #marks: object[] = [];

  constructor(options: RenderOptions, pieces?: Piece[][]) {
    this.#options = options;
    this.#pieces = pieces;
  }

  /** Whether what comes is to be told apart, until {@link leave}. */
  enter(node: DocNode): boolean {
    const mark = this.#pieces === undefined ? undefined : markOf(node);
    if (mark === undefined) return false;
    this.#marks.push(mark);
    return true;
  }

  leave(): void {
    this.#marks.pop();
  }

  get column(): number {
    return this.#current.length;
  }

  write(text: string): void {
    const start = this.#current.length;
    this.#current += text;
    if (this.#pieces !== undefined && text !== "")
      this.#piecesNow.push({ start, end: this.#current.length, mark: this.#marks.at(-1) });
  }

  newline(indent: number): void {
    this.#close();
    this.#current = " ".repeat(indent);
  }

  end(): string {
    this.#close();
    return this.#lines.length === 0 ? "" : `${this.#lines.join("\n")}\n`;
  }

  #close(): void {
    const text = this.#current.trimEnd();
    const pieces = this.#piecesNow;
    if (this.#pieces !== undefined) this.#piecesNow = [];
    if (text === "") {
      this.#blank++;
      return;
    }
    if (this.#blank > 0) this.#leaveBlank(text);
    if (this.#pieces !== undefined) this.#pieces[this.#lines.length] = pieces;
    this.#lines.push(text);
    this.#blank = 0;
  }

  /** The blank lines that may stand between the last line and `text`. */
  #leaveBlank(text: string): void {
    const before = this.#lines.at(-1);
    const held = before === undefined || this.#options.openers.includes(before.at(-1) ?? "");
    const closes = this.#options.closers.includes(text.trimStart().charAt(0));
    const blanks = held || closes ? 0 : Math.min(this.#blank, this.#options.blankLinesMax);
    for (let index = 0; index < blanks; index++) this.#lines.push("");
  }
}

/**
 * The text of a document whose imports are resolved. Groups are laid flat where they fit in what is left of the line,
 * the text that follows up to the next possible break included.
 */
export const render = (doc: Doc, options: RenderOptions): string =>
  rendered(doc, options, new Page(options));

/** The same text with the pieces of each line; blank lines have none. */
export function renderPieces(
  doc: Doc,
  options: RenderOptions,
): { readonly text: string; readonly lines: readonly (readonly Piece[])[] } {
  const lines: Piece[][] = [];
  const text = rendered(doc, options, new Page(options, lines));
  return { text, lines: Array.from(lines, (pieces: Piece[] | undefined) => pieces ?? []) };
}

/** Ends a marked document among the commands. */
const markEnd = new DocNode({ kind: "nest", by: 0, doc: "" });

function rendered(doc: Doc, options: RenderOptions, page: Page): string {
  const stack: Command[] = [{ indent: 0, flat: false, doc }];
  for (let command = stack.pop(); command !== undefined; command = stack.pop())
    step(command, stack, page, options);
  return page.end();
}

function step(command: Command, stack: Command[], page: Page, options: RenderOptions): void {
  const { indent, flat, doc } = command;
  if (typeof doc === "string") return page.write(doc);
  if (!(doc instanceof DocNode)) {
    for (let index = doc.length - 1; index >= 0; index--)
      stack.push({ indent, flat, doc: doc[index] ?? "" });
    return;
  }
  const { shape } = doc;
  switch (shape.kind) {
    case "hard":
      return page.newline(indent);
    case "line":
      if (!flat) return page.newline(indent);
      return page.write(shape.soft ? "" : " ");
    case "nest":
      if (shape.by === 0) {
        if (doc === markEnd) return page.leave();
        if (page.enter(doc)) stack.push({ indent, flat, doc: markEnd });
      }
      stack.push({ indent: indent + shape.by, flat, doc: shape.doc });
      return;
    case "fill":
      return flat ? page.write(shape.words.join(", ")) : pack(shape.words, indent, page, options);
    case "choice":
      stack.push({ indent, flat, doc: flat ? shape.flat : shape.broken });
      return;
    case "group": {
      const lay =
        flat || (!shape.broken && fits(command, shape, stack, options.width - page.column));
      stack.push({ indent, flat: lay, doc: shape.doc });
      return;
    }
    case "scope":
      stack.push({ indent, flat, doc: shape.doc });
      return;
    case "import":
    case "imports":
      throw new Error("imports are resolved before a document is rendered");
  }
}

/** Words with a comma each, a new line begun where the next one would stand out. */
function pack(words: readonly string[], indent: number, page: Page, options: RenderOptions): void {
  for (const [index, word] of words.entries()) {
    if (index > 0 && page.column + word.length + 2 > options.width) page.newline(indent);
    else if (index > 0) page.write(" ");
    page.write(`${word},`);
  }
}

type GroupShape = { readonly doc: Doc; readonly max: number | undefined };

/** Whether the flat group, and what follows it up to the next line break, fits in `room` columns. */
function fits(
  command: Command,
  shape: GroupShape,
  rest: readonly Command[],
  room: number,
): boolean {
  let own = shape.max ?? Number.POSITIVE_INFINITY;
  let left = room;
  let restIndex = rest.length;
  const stack: Command[] = [{ indent: command.indent, flat: true, doc: shape.doc }];
  for (;;) {
    const next = stack.pop();
    if (next === undefined) {
      own = Number.POSITIVE_INFINITY;
      const following = rest[--restIndex];
      if (following === undefined) return true;
      stack.push(following);
      continue;
    }
    const width = measure(next, stack);
    if (width === "break") return true;
    left -= width;
    own -= width;
    if (left < 0 || own < 0) return false;
  }
}

/** Columns of one command, its parts pushed for later; `break` where the line ends. */
function measure({ indent, flat, doc }: Command, stack: Command[]): number | "break" {
  if (typeof doc === "string") return doc.length;
  if (!(doc instanceof DocNode)) {
    for (let index = doc.length - 1; index >= 0; index--)
      stack.push({ indent, flat, doc: doc[index] ?? "" });
    return 0;
  }
  const { shape } = doc;
  if (shape.kind === "hard") return "break";
  if (shape.kind === "line") return flat ? (shape.soft ? 0 : 1) : "break";
  if (shape.kind === "fill") return flat ? shape.words.join(", ").length : "break";
  if (shape.kind === "choice") stack.push({ indent, flat, doc: flat ? shape.flat : shape.broken });
  if (shape.kind === "group") stack.push({ indent, flat: flat || !shape.broken, doc: shape.doc });
  if (shape.kind === "nest" || shape.kind === "scope") stack.push({ indent, flat, doc: shape.doc });
  return 0;
}
