import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readPage } from "../../cli/written-page.ts";
import { checkFiles } from "../support/checked-files.ts";
import { filesOf, withAnswers } from "../support/written-page.ts";

const file = join(import.meta.dirname, "../cases/mistakes.md");
const page = readPage(readFileSync(file, "utf8"));

test("what is said of common mistakes is what the page shows", async () => {
  const text = readFileSync(file, "utf8");
  const answers = await Promise.all(
    page.sections.map(async (section) => {
      const { text: said } = await checkFiles(filesOf(page, section));
      return [section, said] as const;
    }),
  );
  const drawn = withAnswers(text, answers);
  if (process.env["FLYWHEEL_UPDATE"] === "1") writeFileSync(file, drawn);
  expect(drawn).toBe(readFileSync(file, "utf8"));
});

test("each mistake has a title of its own, one file at least and an answer that names an error", () => {
  const text = readFileSync(file, "utf8");
  const { sections } = readPage(text);
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
  const { text } = await checkFiles(filesOf(page, { ...page.head, files: [] }));
  expect(text).toBe("1 service checked, no errors");
});
