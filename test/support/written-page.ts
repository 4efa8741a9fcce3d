/** A file that a page shows: a fenced block of lisp, with its path behind the word where it says one. */
export interface ShownFile {
  readonly path: string;
  readonly text: string;
}

/** What stands under one heading of the third level: its files, and the text block that answers them. */
export interface Section {
  readonly title: string;
  readonly files: readonly ShownFile[];
  /** Where the text block's content starts and ends in the page, or `undefined` where there is none. */
  readonly answer: { readonly start: number; readonly end: number } | undefined;
  /** The lines that are in no block. */
  readonly prose: string;
}

/** A page of examples: what stands before the first section, and its sections in order. */
export interface WrittenPage {
  readonly head: Section;
  readonly sections: readonly Section[];
}

const fenced = /^```(\w+)(?: (.+))?\n([\s\S]*?)^```$/gm;

/** Reads a page of examples. A block of lisp that names no path is the file at `path`. */
export function readPage(text: string, path: string): WrittenPage {
  const starts = [...text.matchAll(/^### (.+)$/gm)];
  const first = starts[0]?.index ?? text.length;
  return {
    head: section(text, 0, first, "", path),
    sections: starts.map((start, index) =>
      section(text, start.index, starts[index + 1]?.index ?? text.length, start[1] ?? "", path),
    ),
  };
}

function section(page: string, from: number, to: number, title: string, path: string): Section {
  const text = page.slice(from, to);
  const blocks = [...text.matchAll(fenced)];
  const answer = blocks.find((block) => block[1] === "text");
  const start = answer === undefined ? 0 : from + answer.index + "```text\n".length;
  return {
    title,
    files: blocks.flatMap((block) =>
      block[1] === "lisp" ? [{ path: block[2] ?? path, text: block[3] ?? "" }] : [],
    ),
    answer: answer === undefined ? undefined : { start, end: start + (answer[3] ?? "").length },
    prose: text
      .replace(/^### .*$/m, "")
      .replaceAll(fenced, "")
      .trim(),
  };
}

/** The page with other answers, one for each section that has an answer's block. */
export function withAnswers(
  text: string,
  answers: readonly (readonly [Section, string])[],
): string {
  let written = "";
  let at = 0;
  for (const [{ answer }, said] of answers) {
    if (answer === undefined) continue;
    written += `${text.slice(at, answer.start)}${said}\n`;
    at = answer.end;
  }
  return written + text.slice(at);
}
