import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkFiles } from "../support/checked-files.ts";
import { readPage, withAnswers, type ShownFile } from "../support/written-page.ts";

const page = join(import.meta.dirname, "../cases/mistakes.md");
const text = readFileSync(page, "utf8");
const { head, sections } = readPage(text, "orders/intent.lisp");

/** The files of a mistake, and those of the page's head that it does not write itself. */
const beside = (own: readonly ShownFile[]): readonly ShownFile[] => [
  ...head.files.filter(({ path }) => !own.some((file) => file.path === path)),
  ...own,
];

test("what is said of common mistakes is what the page shows", async () => {
  const answers = await Promise.all(
    sections.map(async (section) => {
      const { text: said } = await checkFiles(beside(section.files));
      return [section, said] as const;
    }),
  );
  const drawn = withAnswers(text, answers);
  if (process.env["FLYWHEEL_UPDATE"] === "1") writeFileSync(page, drawn);
  expect(drawn).toBe(readFileSync(page, "utf8"));
});

test("each mistake has a title of its own, one file at least and an answer that names an error", () => {
  expect(sections.length).toBeGreaterThanOrEqual(60);
  expect(new Set(sections.map(({ title }) => title)).size).toBe(sections.length);
  const idle = sections.filter(
    ({ files, answer }) =>
      files.length === 0 ||
      answer === undefined ||
      !/: (?:error|warning): /.test(text.slice(answer.start, answer.end)),
  );
  expect(idle.map(({ title }) => title)).toEqual([]);
});

test("the files that stand beside every mistake hold none", async () => {
  expect((await checkFiles(head.files)).text).toBe("1 service checked, no errors");
});
