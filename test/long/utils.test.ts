import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { languages, type Language } from "#intent";
import { folderForFile, stampAll } from "../support/fleet/copy.ts";
import {
  checked,
  checkGivenTests,
  type GivenTests,
  makeGivenTests,
  whileOther,
} from "../support/given-tests.ts";
import { flywheel, leftOut } from "../support/tools.ts";

const skipped = leftOut("pure functions in three languages", "cargo", "python");
let given: GivenTests;

/** Functions that are nearly right, and the example that says what is wrong with each. */
const mutants: Readonly<Record<Language, readonly (readonly [string, string, string])[]>> = {
  rust: [
    [".to_ascii_lowercase()", ".to_string()", "slugify_example_1"],
    [".trim().is_empty()", ".is_empty()", "is_blank_example_1"],
    [" + input.wait", "", "deadline_example_2"],
  ],
  typescript: [
    ["text.toLowerCase().split", "text.split", "slugify: example 1"],
    ["return slug.slice(0, longest)", "return slug", "slugify: example 3"],
    ['return "upper"', 'return "lower"', "casing-of: example 1"],
    ["text.trim()", "text", "is-blank: example 1"],
    ["(1 + Number(rate))", "Number(rate)", "net: example 1"],
    [" + wait", "", "deadline: example 2"],
  ],
  python: [
    ["input.text.lower())", "input.text)", "test_slugify_example_1"],
    ["slug[: input.longest]", "slug", "test_slugify_example_3"],
    ["return Casing.UPPER", "return Casing.LOWER", "test_casing_of_example_1"],
    ["input.text.strip()", "input.text", "test_is_blank_example_1"],
    ["(1 + input.rate)", "input.rate", "test_net_example_1"],
    [" + input.wait", "", "test_deadline_example_2"],
  ],
};

/** What stands in place of a function that the intent asks for, and what the compiler says then. */
const missing: Readonly<Record<Language, readonly (readonly [string, string, RegExp])[]>> = {
  rust: [["impl Words for App", "impl App", /the trait `Words` is not implemented for `App`/]],
  typescript: [["  words({ text })", "  word({ text })", /'words'|'word'/]],
  python: [["    def words(", "    def word(", /"TextsPython\.words" is not implemented/]],
};

describe.skipIf(skipped)("pure functions in three languages", () => {
  const folder = folderForFile("flywheel-utils-");
  const root = join(folder, "universe");
  const state = join(folder, "state");

  beforeAll(async () => {
    given = await makeGivenTests(root, state, "utils", "texts", []);
  }, 900_000);

  checkGivenTests(() => given, mutants);

  test.each(languages)(
    "%s: a function that is missing is demanded",
    { timeout: 600_000 },
    (one) => {
      for (const [from, to, words] of missing[one])
        expect(whileOther(given, one, "custom", [from, to], checked)).toMatch(words);
    },
  );

  test("audits find nothing in what is right, and name what is missing", () => {
    const audit = (): string => flywheel(["jarvis", "audit", "--root", root], { state }).stdout;
    expect(audit()).toContain("no drift");
    for (const language of languages)
      for (const change of missing[language]) {
        const [from, to] = change;
        expect(whileOther(given, language, "custom", [from, to], audit)).toContain(
          "the util words is declared, and no code implements `words`",
        );
      }
  });

  test("what the tests ask is people's: it is made again where it is gone, and never written over", () => {
    const subject = join(root, "services/texts-typescript/test/subject.ts");
    const made = readFileSync(subject, "utf8");
    writeFileSync(subject, `${made}\n// Ours.\n`);
    stampAll(root, state);
    expect(readFileSync(subject, "utf8")).toContain("// Ours.");
    rmSync(subject);
    stampAll(root, state);
    expect(readFileSync(subject, "utf8")).toBe(made);
    const intent = join(root, "services/texts-typescript/intent.lisp");
    const said = readFileSync(intent, "utf8");
    const tests = join(root, "services/texts-typescript/test/generated.test.ts");
    writeFileSync(intent, said.replace(/\(util[^]*$/, ")"));
    stampAll(root, state);
    expect(existsSync(tests)).toBe(false);
    expect(existsSync(subject)).toBe(true);
    writeFileSync(intent, said);
    stampAll(root, state);
    expect(existsSync(tests)).toBe(true);
    const inRust = join(root, "services/texts-rust/tests/subject/mod.rs");
    rmSync(inRust);
    stampAll(root, state);
    expect(existsSync(inRust)).toBe(true);
  });

  test("a cascade asks for a new function, and stamps a new example", { timeout: 600_000 }, () => {
    const git = (...args: readonly string[]): void =>
      void execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
        cwd: root,
      });
    writeFileSync(join(root, ".gitignore"), "node_modules\ntarget\n.venv\n__pycache__\n");
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "before");
    for (const language of languages) {
      const path = join(root, `services/texts-${language}/intent.lisp`);
      const intent = readFileSync(path, "utf8");
      const more = `(util shout (in (text string)) (out string) (example (in (text "a")) (out "A!")))`;
      const example = `(example (in (text "x")) (out "x"))`;
      writeFileSync(
        path,
        intent
          .replace("  (util words", `  ${more}\n  (util words`)
          .replace(`(out "ADA"))`, `(out "ADA")) ${example}`),
      );
    }
    const { stdout } = flywheel(["sentinel", "cascade", "--root", root], { state });
    for (const language of languages)
      expect(stdout).toContain(`new-handler:texts-${language}/util:shout`);
    expect(stdout).toContain("3 questions");
  });
});
