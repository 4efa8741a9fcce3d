import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { modelCodes } from "#intent";
import { readPage, type Section } from "../../cli/written-page.ts";
import { deltaCodes } from "../../intent/delta/messages.ts";
import { syntaxCodes } from "../../intent/syntax/messages.ts";
import { ruleCodes } from "../../mechanic/rules/messages.ts";
import { forgeCodes } from "../../forge/messages.ts";
import { universeCodes } from "../../sentinel/universe/messages.ts";
import { diagnosticsOf, partsOf, type CheckedFiles } from "../support/checked-files.ts";
import { filesOf } from "../support/written-page.ts";

/** docs/diagnostics.md: each code of the tables, with an example that is run. `FLYWHEEL_UPDATE=1` writes the lines of fixes. */
const file = join(import.meta.dirname, "../../docs/diagnostics.md");
const page = readPage(readFileSync(file, "utf8"));
const codes = [
  ...syntaxCodes,
  ...modelCodes,
  ...deltaCodes,
  ...universeCodes,
  ...ruleCodes,
  ...forgeCodes,
];

/** What is wrong with an example: with a rule, a template, or the universe of its files. */
async function foundIn(section: Section): Promise<CheckedFiles> {
  const files = filesOf(page, section);
  const own = files.filter(({ path }) => path.startsWith("flywheel/"));
  return own.length === 0 ? diagnosticsOf(files) : partsOf(own);
}

let found: readonly (readonly [Section, CheckedFiles])[] = [];
beforeAll(async () => {
  found = await Promise.all(
    page.sections.map(async (section) => [section, await foundIn(section)] as const),
  );
});

test("each code has a section, and each section a code", () => {
  const titles = page.sections.map(({ title }) => title);
  expect(titles.toSorted()).toEqual([...new Set(codes)].toSorted());
});

test("each section says what its code means, shows it and says what to write instead", () => {
  const short = page.sections.filter(
    ({ prose, files }) => !/^\S.*\.\n[\s\S]*^Cure: \S.*\.$/m.test(prose) || files.length === 0,
  );
  expect(short.map(({ title }) => title)).toEqual([]);
});

test("each example gives its code, and no other that its section does not name", () => {
  const given = found.map(([{ title }, { diagnostics }]) => {
    const seen = new Set(diagnostics.map(({ code }) => code));
    return `${title}: ${[...seen].toSorted().join(" ")}`;
  });
  const wanted = found.map(([{ title, prose }]) => {
    const named = /Comes with `([a-z-]+)`\./.exec(prose)?.[1];
    const all = [title, ...(named === undefined ? [] : [named])];
    return `${title}: ${all.toSorted().join(" ")}`;
  });
  expect(given).toEqual(wanted);
});

test("a section says that its code is a warning or an information where it is one", () => {
  for (const [{ title, prose }, { diagnostics }] of found) {
    const severity = diagnostics.find(({ code }) => code === title)?.severity;
    const said = /^(Warning|Information)\. /.exec(prose)?.[1];
    const wanted = { Warning: "warning", Information: "info" } as const;
    const isOne = said === "Warning" || said === "Information";
    expect(isOne ? wanted[said] : "error", title).toBe(severity);
  }
});

test("a section names the fix that its example is offered", () => {
  let text = readFileSync(file, "utf8");
  const wanted = found.map(([{ title }, { diagnostics }]) => {
    const fix = diagnostics.find((one) => one.code === title && one.fix !== undefined)?.fix;
    return [title, fix === undefined ? "" : `\n\nFix: ${fix.title}`] as const;
  });
  if (process.env["FLYWHEEL_UPDATE"] === "1") {
    for (const [title, fix] of wanted) {
      const start = text.indexOf(`### ${title}\n`);
      const cure = text.indexOf("\nCure: ", start) + 1;
      const end = text.indexOf("\n", cure);
      const behind = text.slice(end).replace(/^\n\nFix: .*/, "");
      text = text.slice(0, end) + fix + behind;
    }
    writeFileSync(file, text);
  }
  for (const [{ title, prose }] of readPage(readFileSync(file, "utf8")).sections.map(
    (section) => [section] as const,
  )) {
    const said = /\n\nFix: .*/.exec(prose)?.[0] ?? "";
    expect(said, title).toBe(wanted.find(([code]) => code === title)?.[1]);
  }
});

test("the files that stand beside every example hold nothing wrong", async () => {
  const { diagnostics } = await diagnosticsOf(filesOf(page, { ...page.head, files: [] }));
  expect(diagnostics).toEqual([]);
});
