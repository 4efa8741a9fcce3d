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
export const other: Readonly<Record<Language, Language>> = {
  python: "typescript",
  rust: "python",
  typescript: "rust",
};

/** What its files end with. */
export const extension: Readonly<Record<Language, string>> = {
  python: "py",
  rust: "rs",
  typescript: "ts",
};

/**
 * One intent (`<kind>.lisp.txt` of the folder `given` in `test/universes`) in three languages, stamped, with its custom
 * code; and further ones, whose custom code is called as they are.
 */
export function makeTriple(
  given: string,
  kind: string,
  root: string,
  state: string,
  further: readonly string[] = [],
): void {
  const from = join(installation, "test/universes", given);
  mkdirSync(root);
  cpSync(join(from, "universe.lisp"), join(root, "universe.lisp"));
  const services = [kind, ...further].flatMap((one) =>
    triple.map((language) => {
      const folder = join(root, "services", `${one}-${language}`);
      return { one, language, folder, custom: one === kind ? language : one };
    }),
  );
  for (const { one, language, folder } of services) {
    mkdirSync(folder, { recursive: true });
    const intent = readFileSync(join(from, `${one}.lisp.txt`), "utf8");
    const text = intent.replaceAll("LANGUAGE", language).replaceAll("OTHER", other[language]);
    writeFileSync(join(folder, "intent.lisp"), text);
  }
  stampAll(root, state);
  for (const { one, language, folder, custom } of services) {
    const home = language === "python" ? `${one}_python` : "src";
    const name = `${custom}.${extension[language]}`;
    cpSync(join(from, "custom", name), join(folder, home, `custom.${extension[language]}`));
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
