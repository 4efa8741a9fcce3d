import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installation, sharedCache } from "../tools.ts";
import { stampAll } from "./copy.ts";
import type { Startable } from "./prepare.ts";

/** The languages of a universe in which one contract is served by each and called by another. */
export const triple = ["python", "rust", "typescript"] as const;
export type Language = (typeof triple)[number];

/** Who calls whom. */
export const pairs = triple.flatMap((from) => triple.map((to) => [from, to] as const));

/** Whose client each service is stamped with; all have one contract, so that it calls any of them. */
const other: Readonly<Record<Language, Language>> = {
  python: "typescript",
  rust: "python",
  typescript: "rust",
};

const extension: Readonly<Record<Language, string>> = {
  python: "py",
  rust: "rs",
  typescript: "ts",
};

/** One intent (`<kind>.lisp.txt` of the folder `given` in `test/universes`) in three languages, stamped, with its custom code. */
export function makeTriple(given: string, kind: string, root: string, state: string): void {
  const from = join(installation, "test/universes", given);
  const intent = readFileSync(join(from, `${kind}.lisp.txt`), "utf8");
  mkdirSync(root);
  cpSync(join(from, "universe.lisp"), join(root, "universe.lisp"));
  const folderOf = (language: Language): string => join(root, "services", `${kind}-${language}`);
  for (const language of triple) {
    mkdirSync(folderOf(language), { recursive: true });
    const text = intent.replaceAll("LANGUAGE", language).replaceAll("OTHER", other[language]);
    writeFileSync(join(folderOf(language), "intent.lisp"), text);
  }
  stampAll(root, state);
  for (const language of triple) {
    const home = language === "python" ? `${kind}_python` : "src";
    const name = `${language}.${extension[language]}`;
    const to = join(folderOf(language), home, `custom.${extension[language]}`);
    cpSync(join(from, "custom", name), to);
  }
}

/** What formatters, linters and compilers say of the stamped services; nothing where they are content. */
export function checkedByTools(
  services: readonly Startable[],
  nameOf: (language: Language) => string,
): string[] {
  const at = (language: Language): string =>
    services.find(({ name }) => name === nameOf(language))?.cwd ?? "";
  const env = { ...process.env, CARGO_TARGET_DIR: join(sharedCache(), "stamped-rust") };
  const said = (language: Language, program: string, ...args: string[]): string => {
    const options = { cwd: at(language), env, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync(program, args, options);
    return status === 0 ? "" : `${program} ended with ${status}\n${stdout}${stderr}`;
  };
  return [
    said("rust", "rustfmt", "--edition", "2024", "--check", "src/generated.rs"),
    said("rust", "cargo", "clippy", "--quiet", "--all-targets", "--", "-D", "warnings"),
    said("typescript", "oxfmt", "--check", "src"),
    said("typescript", "oxlint", "src"),
    said("typescript", "tsc", "--noEmit"),
    said("python", ".venv/bin/ruff", "format", "--check", "."),
    said("python", ".venv/bin/ruff", "check", "."),
    said("python", "pyright", "--pythonpath", ".venv/bin/python"),
  ].filter((text) => text !== "");
}
