import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { languages, snakeCase, type Language } from "#intent";
import { stampAll } from "./fleet/copy.ts";
import { installServices, type Installed } from "./fleet/prepare.ts";
import { installation } from "./tools.ts";

/** One universe of `test/universes` whose intent gives tests, in three languages. */
export interface GivenTests {
  readonly root: string;
  readonly installed: ReadonlyMap<Language, Installed>;
}

/** Where the code of people's stands in a service, and which file of `custom/` it is: `subject-rust.rs` is what the tests ask. */
function placeOf(language: Language, name: string, file: string): string {
  if (file.startsWith("subject"))
    return {
      rust: "tests/subject/mod.rs",
      typescript: "test/subject.ts",
      python: "tests/subject.py",
    }[language];
  return {
    rust: "src/custom.rs",
    typescript: "src/custom.ts",
    python: `${snakeCase(name)}/custom.py`,
  }[language];
}

const endings: Readonly<Record<Language, string>> = {
  rust: "rs",
  typescript: "ts",
  python: "py",
};

/**
 * Stamps a universe of `test/universes` into `root`, installs what its services need, and puts the code of people's into
 * them; with what the tests ask, in the languages where the scaffold of it is not enough.
 */
export async function makeGivenTests(
  root: string,
  state: string,
  universe: string,
  service: string,
  subjects: readonly Language[],
): Promise<GivenTests> {
  const given = join(installation, "test/universes", universe);
  const intent = readFileSync(join(given, `${universe}.lisp.txt`), "utf8");
  mkdirSync(root);
  cpSync(join(given, "universe.lisp"), join(root, "universe.lisp"));
  for (const language of languages) {
    const folder = join(root, "services", `${service}-${language}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "intent.lisp"), intent.replaceAll("LANGUAGE", language));
  }
  stampAll(root, state);
  const installed = await installServices(root);
  for (const { service: one, cwd } of installed) {
    const files = subjects.includes(one.language)
      ? [one.language, `subject-${one.language}`]
      : [one.language];
    for (const file of files)
      cpSync(
        join(given, "custom", `${file}.${endings[one.language]}`),
        join(cwd, placeOf(one.language, one.name, file)),
      );
  }
  return { root, installed: new Map(installed.map((one) => [one.service.language, one])) };
}

function placeIn(given: GivenTests, language: Language): Installed {
  const found = given.installed.get(language);
  if (found === undefined) throw new Error(`there is no service in ${language}`);
  return found;
}

/** Runs a tool in a service; gives what it says where it fails, and nothing where it is content. */
export function said(
  given: GivenTests,
  language: Language,
  argv: readonly string[],
  more: Readonly<Record<string, string>> = {},
): string {
  const { cwd, environment } = placeIn(given, language);
  const [program = "", ...args] = argv;
  const env = { ...environment, ...more, PATH: process.env["PATH"] ?? "", NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, env, encoding: "utf8" });
  return status === 0 ? "" : `${argv.join(" ")} ended with ${status}\n${stdout}${stderr}`;
}

const tests: Readonly<Record<Language, readonly string[]>> = {
  rust: ["cargo", "test", "--quiet", "--test", "generated"],
  typescript: ["node", "--test"],
  python: [".venv/bin/python", "-m", "pytest", "-q", "-p", "no:cacheprovider"],
};
const checks: Readonly<Record<Language, readonly string[]>> = {
  rust: ["cargo", "check", "--quiet", "--all-targets"],
  typescript: ["tsc", "--noEmit"],
  python: ["pyright", "--pythonpath", ".venv/bin/python"],
};
const readers: Readonly<Record<Language, readonly (readonly string[])[]>> = {
  rust: [
    ["cargo", "fmt", "--check"],
    ["cargo", "clippy", "--quiet", "--all-targets", "--", "-D", "warnings"],
  ],
  typescript: [
    ["oxfmt", "--check", "src/generated.ts", "test"],
    ["oxlint", "src", "test"],
    ["tsc", "--noEmit"],
  ],
  python: [
    [".venv/bin/ruff", "format", "--check", "."],
    [".venv/bin/ruff", "check", "."],
    ["pyright", "--pythonpath", ".venv/bin/python"],
  ],
};

/** What the tests that a service has say, with variables of the environment where some are given. */
export const tested = (
  given: GivenTests,
  language: Language,
  more: Readonly<Record<string, string>> = {},
): string => said(given, language, tests[language], more);
/** What the compiler or type checker says. */
export const checked = (given: GivenTests, language: Language): string =>
  said(given, language, checks[language]);
/** What the formatter, the linter and the type checker say. */
export const judged = (given: GivenTests, language: Language): readonly string[] =>
  readers[language].map((argv) => said(given, language, argv));

/** What `ask` says while a part of the code of people's is another one; throws where the code has no such part. */
export function whileOther(
  given: GivenTests,
  language: Language,
  file: "custom" | "subject",
  [from, to]: readonly [string, string],
  ask: (given: GivenTests, language: Language) => string,
): string {
  const { cwd, service } = placeIn(given, language);
  const path = join(cwd, placeOf(language, service.name, file));
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`${path} does not say ${from}`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  try {
    return ask(given, language);
  } finally {
    writeFileSync(path, text);
  }
}

/** Code of people's that is nearly right: what stands there, what stands in its place, and what the tests say then. */
export type Mutant = readonly [from: string, to: string, says: string];

/** That stamped tests are laid out as people would, hold of what is right, and tell what is wrong. */
export function checkGivenTests(
  given: () => GivenTests,
  mutants: Readonly<Record<Language, readonly Mutant[]>>,
): void {
  const timeout = 600_000;
  test.each(languages)("%s: its people would have written it so", { timeout }, (one) => {
    expect(judged(given(), one).join("")).toBe("");
  });
  test.each(languages)("%s: what the intent says holds of what is right", { timeout }, (one) => {
    expect(tested(given(), one)).toBe("");
  });
  test.each(languages)("%s: a test tells what is wrong", { timeout }, (one) => {
    for (const [from, to, says] of mutants[one])
      expect(whileOther(given(), one, "custom", [from, to], tested)).toContain(says);
  });
}
