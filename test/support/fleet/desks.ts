import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installation } from "../tools.ts";
import { stampAll } from "./copy.ts";

export const languages = ["python", "rust", "typescript"] as const;
export type Language = (typeof languages)[number];

const given = join(installation, "test/universes/routes");
const custom: Readonly<Record<Language, readonly [string, string]>> = {
  python: ["python.py", "desk_python/custom.py"],
  rust: ["rust.rs", "src/custom.rs"],
  typescript: ["typescript.ts", "src/custom.ts"],
};

/** Makes a universe of one intent with routes in three languages, stamps it and puts in what people wrote. */
export function makeDesks(root: string, state: string): void {
  const intent = readFileSync(join(given, "routes.lisp.txt"), "utf8");
  mkdirSync(root);
  cpSync(join(given, "universe.lisp"), join(root, "universe.lisp"));
  for (const language of languages) {
    const folder = join(root, "services", `desk-${language}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "intent.lisp"), intent.replaceAll("LANGUAGE", language));
  }
  stampAll(root, state);
  for (const language of languages) {
    const [from, to] = custom[language];
    cpSync(join(given, "custom", from), join(root, "services", `desk-${language}`, to));
  }
}
