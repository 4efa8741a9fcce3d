import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { applyEdits, readTree, type Diagnostic } from "#intent";
import { readPage } from "../../cli/written-page.ts";
import { syntaxCodes } from "../../intent/syntax/messages.ts";
import { diagnosticsOf } from "../support/checked-files.ts";
import { filesOf } from "../support/written-page.ts";

const pages = ["docs/diagnostics.md", "test/cases/mistakes.md"].map((path) =>
  readPage(readFileSync(join(import.meta.dirname, "../..", path), "utf8")),
);

const syntax: ReadonlySet<string> = new Set(syntaxCodes);

/** How often each code is said, of one file. */
const counts = (diagnostics: readonly Diagnostic[], file: string): ReadonlyMap<string, number> => {
  const found = new Map<string, number>();
  for (const one of diagnostics)
    if (one.file === file) found.set(one.code, (found.get(one.code) ?? 0) + 1);
  return found;
};

/** The comments of a text that reads; `;` in a string is none. */
const commentsOf = (path: string, text: string): string[] => {
  const [tree] = readTree({ path, text });
  const strings = Array.from({ length: tree.size }, (_, node) => node).filter(
    (node) => tree.kind(node) === "string",
  );
  let bare = text;
  for (const node of strings.toReversed())
    bare = bare.slice(0, tree.start(node)) + bare.slice(tree.end(node));
  return (bare.match(/(?<!#);.*/g) ?? []).map((comment) => comment.trimEnd());
};

/** Asserts that a fix does what it says: its code is said once less, nothing else is, and the text still reads. */
async function checkFix(
  title: string,
  files: readonly { readonly path: string; readonly text: string }[],
  one: Diagnostic,
  before: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
): Promise<void> {
  const edits = one.fix?.edits ?? [];
  const named = `${title}: ${one.code}: ${one.fix?.title ?? ""}`;
  expect(edits.length, named).toBeGreaterThan(0);
  expect(new Set(edits.map(({ file }) => file)), named).toEqual(new Set([one.file]));
  const text = texts.get(one.file) ?? "";
  const fixed = applyEdits(text, edits);
  if (fixed === undefined) throw new Error(`${named}: the edits overlap or leave the text`);
  const changed = files.map((file) => (file.path === one.file ? { ...file, text: fixed } : file));
  const after = counts((await diagnosticsOf(changed)).diagnostics, one.file);
  const was = counts(before, one.file);
  expect(after.get(one.code) ?? 0, `${named}\n${fixed}`).toBeLessThan(was.get(one.code) ?? 0);
  for (const code of after.keys())
    if (syntax.has(code))
      expect(after.get(code), `${named} adds ${code}\n${fixed}`).toBeLessThanOrEqual(
        was.get(code) ?? 0,
      );
  // What a fix does not touch stays as it was written, comments and layout.
  const kept = commentsOf(one.file, fixed);
  for (const comment of commentsOf(one.file, text)) expect(kept, named).toContain(comment);
  const untouched = text.split("\n").filter((_, index) => !isTouched(text, edits, index));
  for (const line of untouched) expect(fixed.split("\n"), named).toContain(line);
}

const isTouched = (
  text: string,
  edits: readonly { readonly start: number; readonly end: number }[],
  line: number,
): boolean =>
  edits.some(({ start, end }) => {
    const first = text.slice(0, start).split("\n").length - 1;
    const last = text.slice(0, end).split("\n").length - 1;
    return first <= line && line <= last;
  });

test("each fix that an example or a mistake is offered takes its code away and breaks nothing", async () => {
  const codes = new Set<string>();
  for (const page of pages)
    for (const section of page.sections) {
      const files = filesOf(page, section);
      const { diagnostics, texts } = await diagnosticsOf(files);
      for (const one of diagnostics) {
        if (one.fix === undefined) continue;
        codes.add(one.code);
        await checkFix(section.title, files, one, diagnostics, texts);
      }
    }
  // A page without fixes would pass every check above.
  expect(codes.size).toBeGreaterThan(40);
});
