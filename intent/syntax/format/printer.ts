import type { Comment } from "./trivia.ts";

/** Longest line that the formatter makes on purpose, in characters. */
export const lineWidth = 100;

/** The end of a string after its last line end, as a column. */
const lastColumn = (text: string, column: number): number => {
  const newline = text.lastIndexOf("\n");
  return newline === -1 ? column + text.length : text.length - newline - 1;
};

/**
 * Text in the making. A comment that trails a token waits until its line ends, so that the parentheses that close
 * behind the token come before it.
 */
export class Printer {
  readonly #source: string;
  #output = "";
  #column = 0;
  #indent = 0;
  #waiting: Comment | undefined;
  /** Columns of the last trailing comment, before and after: the lines that continue it stay below it. */
  #aligned: { readonly from: number; readonly to: number } | undefined;
  #lineMustEnd = false;

  constructor(source: string) {
    this.#source = source;
  }

  get column(): number {
    return this.#column;
  }

  /** Whether the next token cannot stand on the line of the last one. */
  get lineMustEnd(): boolean {
    return this.#lineMustEnd || this.#waiting !== undefined;
  }

  /** Whether the last line is a comment, behind which not even a parenthesis may stand. */
  get afterComment(): boolean {
    return this.#lineMustEnd;
  }

  /** Writes a token right behind the last one. */
  write(text: string): void {
    this.#output += text;
    this.#column = lastColumn(text, this.#column);
  }

  /** Starts a line at `indent`, after an empty one where `blank` says so. At the start of the text it only indents. */
  newline(indent: number, blank: boolean): void {
    this.#flush();
    if (this.#output !== "") this.#output += blank ? "\n\n" : "\n";
    this.#output += " ".repeat(indent);
    this.#column = indent;
    this.#indent = indent;
    this.#lineMustEnd = false;
  }

  /** Sets comments: trailing ones wait for the end of their line, the others take lines of their own at `indent`. */
  comments(comments: readonly Comment[], indent: number): void {
    for (const comment of comments) {
      if (comment.trailing && this.#waiting === undefined && this.#output !== "")
        this.#waiting = comment;
      else this.#ownLine(comment, indent);
    }
  }

  /** The finished text, with one line end behind it. */
  finish(): string {
    this.#flush();
    return this.#output === "" ? "" : `${this.#output}\n`;
  }

  #ownLine(comment: Comment, indent: number): void {
    this.#flush();
    const continues = this.#aligned?.from === this.#sourceColumn(comment) && !comment.blankBefore;
    const aligned = continues ? this.#aligned : undefined;
    this.newline(aligned?.to ?? indent, comment.blankBefore);
    this.write(comment.text);
    this.#lineMustEnd = true;
    this.#aligned = aligned;
  }

  #sourceColumn(comment: Comment): number {
    return comment.start - (this.#source.lastIndexOf("\n", comment.start) + 1);
  }

  /** Writes the waiting comment: as far from the start of its code as it was, but behind the code. */
  #flush(): void {
    const comment = this.#waiting;
    this.#aligned = undefined;
    if (comment === undefined) return;
    this.#waiting = undefined;
    const from = this.#sourceColumn(comment);
    const line = this.#source.slice(comment.start - from, comment.start);
    const moved = this.#indent - (line.length - line.trimStart().length);
    const to = Math.max(this.#column + 1, Math.min(from + moved, lineWidth));
    this.#output += " ".repeat(to - this.#column) + comment.text;
    this.#column = to + comment.text.length;
    this.#aligned = { from, to };
    this.#lineMustEnd = true;
  }
}
