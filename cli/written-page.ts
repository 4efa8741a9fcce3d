/** A file that a page shows: a fenced block of code, with its path where the block says one. */
export interface ShownFile {
  readonly path: string | undefined;
  readonly text: string;
}

/** What stands under one heading of the third level: its files, and the text block that answers them. */
export interface Section {
  readonly title: string;
  readonly files: readonly ShownFile[];
  /** Where the text block's content starts and ends in the page (UTF-16 offsets), or `undefined` where there is none. */
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

/** Reads a page of examples, as docs/diagnostics.md is one. */
export function readPage(text: string): WrittenPage {
  const starts = [...text.matchAll(/^### (.+)$/gm)];
  const first = starts[0]?.index ?? text.length;
  return {
    head: section(text, 0, first, ""),
    sections: starts.map((start, index) =>
      section(text, start.index, starts[index + 1]?.index ?? text.length, start[1] ?? ""),
    ),
  };
}

function section(page: string, from: number, to: number, title: string): Section {
  const text = page.slice(from, to);
  const blocks = [...text.matchAll(fenced)];
  const answer = blocks.find((block) => block[1] === "text");
  const start = answer === undefined ? 0 : from + answer.index + "```text\n".length;
  return {
    title,
    files: blocks.flatMap((block) =>
      block[1] !== "text" ? [{ path: block[2], text: block[3] ?? "" }] : [],
    ),
    answer: answer === undefined ? undefined : { start, end: start + (answer[3] ?? "").length },
    prose: text
      .replaceAll(/^#{2,3} .*$/gm, "")
      .replaceAll(fenced, "")
      .trim(),
  };
}
