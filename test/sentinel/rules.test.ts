import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadRules } from "#sentinel";
import { createHost } from "../../cli/host/index.ts";
import { checkText, diagnosticRows } from "../../cli/render/diagnostics.ts";
import { temporaryFolder, writeFiles } from "../support/repository.ts";

const host = createHost();
const rule = (name: string): string => `(rule ${name}
  (enabled true) (follows field-added) (language typescript) (answers required-value) (code expression)
  (matches "{ id: «a» }") (becomes "{ id: «a», mood: 1 }") (hole a code)
  (evidence (instances 3) (cascades 2) (since "2026-01-31") (records 1 2 3)))`;

/** What is told of the rules of a universe: their names, and each problem, which a terminal and a machine are told, too. */
async function check(
  lay: (root: string) => void,
  names: readonly string[],
  problems: readonly string[],
): Promise<void> {
  const root = temporaryFolder();
  lay(root);
  const found = await loadRules(host, root);
  expect(found.rules.map(({ name }) => name)).toEqual(names);
  expect(found.problems).toEqual(problems);
  const told = checkText(found.diagnostics, found.texts, false);
  const rows = diagnosticRows(found.diagnostics, found.texts);
  expect(rows).toHaveLength(problems.length);
  for (const { message, file } of found.diagnostics) {
    expect(told).toContain(message);
    expect(told).toContain(file);
  }
}

test("a universe without rules has nothing to tell", () => check(() => undefined, [], []));

test("a rule that is a symbolic link, or a folder, is told and left out; the others stand", () =>
  check(
    (root) => {
      writeFiles(root, {
        "flywheel/rules/calm.rule.lisp": rule("calm"),
        "away.lisp": rule("away"),
      });
      const folder = join(root, "flywheel/rules");
      symlinkSync(join(root, "away.lisp"), join(folder, "away.rule.lisp"));
      symlinkSync(join(root, "nothing"), join(folder, "dangling.rule.lisp"));
      mkdirSync(join(folder, "heap.rule.lisp"));
    },
    ["calm"],
    [
      ["away", "a symbolic link"],
      ["dangling", "a symbolic link"],
      ["heap", "a folder"],
    ].map(
      ([name, what]) =>
        `flywheel/rules/${name}.rule.lisp:1:1: this is ${what} and no file, so the rule is left out (rule-no-file): put the file itself in its place`,
    ),
  ));

test("a folder of rules that is a symbolic link is told", () =>
  check(
    (root) => {
      writeFiles(root, { "flywheel/here.txt": "", "away/calm.rule.lisp": rule("calm") });
      symlinkSync(join(root, "away"), join(root, "flywheel/rules"));
    },
    [],
    [
      "flywheel/rules:1:1: this is a symbolic link and no folder, so the rule is left out (rule-no-file): put the folder itself in its place",
    ],
  ));
