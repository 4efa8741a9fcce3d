import { lineStarts, type CodeDiagnostic, type Edit } from "#intent";

import type { Rendered } from "./patches.ts";
import { nodeAt, type Node, type RustFile } from "./tree.ts";

export interface FindingPlace {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** A compiler error with its places in the original texts. */
export interface Finding {
  readonly code: string;
  readonly message: string;
  /** Message, labels and notes together: wherever the tool put the types. */
  readonly words: string;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** Innermost node that covers the place; absent in files that are not ours to edit. */
  readonly node: Node | undefined;
  readonly related: readonly FindingPlace[];
  readonly suggestions: readonly {
    readonly applicability: string;
    readonly message: string;
    readonly edits: readonly Edit[];
  }[];
  /** Equal for the same error at the same original place in two checks. */
  readonly key: string;
}

/** Maps the errors of one check back to the original files, each once: library and test target word one error twice. */
export function findingsOf(
  diagnostics: readonly CodeDiagnostic[],
  rendered: ReadonlyMap<string, Rendered>,
  files: ReadonlyMap<string, RustFile>,
  texts: (file: string) => string | undefined,
): Finding[] {
  const found = new Map<string, Finding>();
  const place = placer(rendered, texts);
  for (const diagnostic of diagnostics) {
    if (diagnostic.severity !== "error" || diagnostic.file === "") continue;
    const { start, end } = place(diagnostic.file, diagnostic);
    const file = files.get(diagnostic.file);
    const related = (diagnostic.related ?? []).map((one) => {
      const at = place(one.file, one);
      return { file: one.file, message: one.message, start: at.start, end: at.end };
    });
    const suggestions = (diagnostic.suggestions ?? []).map((one) => ({
      applicability: one.applicability,
      message: one.message,
      edits: one.edits.map((edit) => {
        const back = rendered.get(edit.file)?.toOriginal(edit.start, edit.end) ?? edit;
        return { file: edit.file, start: back.start, end: back.end, text: edit.text };
      }),
    }));
    const { code, message } = diagnostic;
    const whole = { code, message, file: diagnostic.file, start, end, related, suggestions };
    for (const said of byArgument(whole)) {
      const words = [said.message, ...said.related.map((one) => one.message)].join("\n");
      const key = `${said.file}:${said.start}:${said.end}:${said.code}:${expectation(words).key}`;
      const node = file === undefined ? undefined : nodeAt(file.root, said.start, said.end);
      if (!found.has(key)) found.set(key, { ...said, words, key, node });
    }
  }
  return [...found.values()];
}

type Said = Omit<Finding, "key" | "node" | "words">;

/**
 * Of a call that several arguments do not fit the compiler speaks once, at the callee, and labels each argument. Each is
 * an error of its own, with the suggestions that lie in it.
 */
function byArgument(said: Said): Said[] {
  if (said.code !== "E0308" || !/^arguments to this .* incorrect/.test(said.message)) return [said];
  const labels = said.related.filter((one) => /^expected .*, found /.test(one.message));
  if (labels.length < 2) return [said];
  return labels.map(({ message, file, start, end }) => ({
    ...said,
    message: `mismatched types: ${message}`,
    file,
    start,
    end,
    related: [],
    suggestions: said.suggestions.flatMap((one) => {
      const edits = one.edits.filter((edit) => edit.start >= start && edit.end <= end);
      return edits.length === 0 ? [] : [{ ...one, edits }];
    }),
  }));
}

type LineRange = Pick<CodeDiagnostic, "line" | "column" | "endLine" | "endColumn">;

function placer(
  rendered: ReadonlyMap<string, Rendered>,
  texts: (file: string) => string | undefined,
) {
  const starts = new Map<string, number[]>();
  return (file: string, range: LineRange): { start: number; end: number } => {
    const text = rendered.get(file)?.text ?? texts(file);
    if (text === undefined) return { start: 0, end: 0 };
    const lines = starts.get(file) ?? lineStarts(text);
    starts.set(file, lines);
    const start = (lines[range.line - 1] ?? text.length) + range.column - 1;
    const end = Math.max(start, (lines[range.endLine - 1] ?? text.length) + range.endColumn - 1);
    return rendered.get(file)?.toOriginal(start, end) ?? { start, end };
  };
}

/** What the compiler wanted and what it saw, as far as its words say. */
export interface Expectation {
  readonly expected: string | undefined;
  readonly found: string | undefined;
  readonly key: string;
}

const shapes: readonly RegExp[] = [
  /expected (?:\w+ ){0,3}`([^`]+)`(?:[^`\n]{0,40}), found (?:\w+ ){0,3}(?:`([^`]+)`|(integer|floating-point number))/,
  /expected (?:\w+ ){0,3}`([^`]+)`\s+found (?:\w+ ){0,3}`([^`]+)`/,
  /value of type `([^`]+)` cannot be (?:built|made) [^`]*`([^`]+)`/,
  /can't compare `([^`]+)` with `([^`]+)`/,
  /yields `([^`]+)`, but it yields `([^`]+)`/,
  /the trait bound `(.+?): (?:[\w:]+)<(.+)>` is not satisfied/,
  /expected signature `([^`]+)`\s+found signature `([^`]+)`/,
];

/** Reads the two types out of a message and its labels. */
export function expectation(words: string): Expectation {
  for (const shape of shapes) {
    const match = shape.exec(words);
    if (match === null) continue;
    const found = match[2] ?? match[3];
    return { expected: match[1], found, key: `${match[1]}|${found}` };
  }
  const first = words.split("\n")[0] ?? "";
  return { expected: undefined, found: undefined, key: first };
}
