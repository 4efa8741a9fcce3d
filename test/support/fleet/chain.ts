import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installation } from "../tools.ts";
import { stampAll } from "./copy.ts";

const given = join(installation, "test/universes/chain");

interface Link {
  readonly language: string;
  /** The language of the service that is called by this one. */
  readonly next: string;
  /** Where the language keeps what people write. */
  readonly files: Readonly<Record<string, string>>;
}

const links: readonly Link[] = [
  {
    language: "typescript",
    next: "rust",
    files: { "custom.ts": "src/custom.ts", "main.ts": "src/main.ts" },
  },
  {
    language: "rust",
    next: "python",
    files: { "custom.rs": "src/custom.rs", "main.rs": "src/main.rs" },
  },
  {
    language: "python",
    next: "typescript",
    files: { "custom.py": "chain_python/custom.py", "main.py": "chain_python/__main__.py" },
  },
];

/** The services of the chain: TypeScript calls Rust, Rust calls Python, and Python TypeScript. */
export const chain: readonly string[] = links.map(({ language }) => `chain-${language}`);

/** Makes three services of one intent, each of which calls the next one. */
export function makeChain(root: string, state: string): void {
  const intent = readFileSync(join(given, "chain.lisp.txt"), "utf8");
  mkdirSync(root);
  cpSync(join(given, "universe.lisp"), join(root, "universe.lisp"));
  for (const { language, next } of links) {
    const folder = join(root, "services", `chain-${language}`);
    mkdirSync(folder, { recursive: true });
    const text = intent.replaceAll("LANGUAGE", language).replaceAll("NEXT", next);
    writeFileSync(join(folder, "intent.lisp"), text);
  }
  stampAll(root, state);
  for (const { language, files } of links)
    for (const [file, path] of Object.entries(files))
      cpSync(
        join(given, "custom", `${language}.${file}`),
        join(root, "services", `chain-${language}`, path),
      );
}
