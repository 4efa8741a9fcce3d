import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { languages, type Language } from "#intent";
import { extension, other } from "../fleet/triple.ts";
import { installation } from "../tools.ts";

/** Where the universe with every form is written. */
export const given = join(installation, "test/universes/whole");

/** What services there are in each language: one with nearly every form, one for what excludes that, and one of no code of people's. */
export const kinds = ["whole", "side", "shelf"] as const;
export type Kind = (typeof kinds)[number];

export const nameOf = (kind: Kind, language: Language): string => `${kind}-${language}`;

/** One file of the universe, by its path below the root. */
interface Written {
  readonly path: string;
  readonly text: string;
}

/** The gates that the services say themselves, as each language has them. */
const gates: Readonly<Record<Language, string>> = {
  python: `(setup "python3 -m venv .venv" ".venv/bin/python -m pip install --disable-pip-version-check -q -r requirements.txt") (check "pyright") (lint "ruff check") (test "pytest")`,
  rust: `(setup "cargo fetch") (check "cargo check --all-targets") (lint "cargo clippy --all-targets -- -D warnings") (test "cargo test")`,
  typescript: `(setup "npm install --no-audit --no-fund") (check "tsc --noEmit") (lint "oxlint") (test "node --test")`,
};

const intentOf = (kind: Kind, language: Language): Written => ({
  path: `services/${nameOf(kind, language)}/intent.lisp`,
  text: readFileSync(join(given, `${kind}.lisp.txt`), "utf8")
    .replaceAll("LANGUAGE", language)
    .replaceAll("OTHER", other[language])
    .replace("GATES", gates[language]),
});

/** The intents of one language's services. */
export const intentsOf = (language: Language): readonly Written[] =>
  kinds.map((kind) => intentOf(kind, language));

/** What is said of all services. */
export const universeFile = (): Written => ({
  path: "universe.lisp",
  text: readFileSync(join(given, "universe.lisp"), "utf8"),
});

/** Writes the intents of the whole universe below a folder. */
export function writeIntents(root: string): void {
  for (const { path, text } of [universeFile(), ...languages.flatMap(intentsOf)]) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Puts what people write into the stamped services; those that keep alone have nothing of people's in them. */
export function writeCustom(root: string): void {
  for (const kind of kinds.filter((one) => one !== "shelf"))
    for (const language of languages) {
      const home = language === "python" ? `${kind}_python` : "src";
      const to = join(
        root,
        "services",
        nameOf(kind, language),
        home,
        `custom.${extension[language]}`,
      );
      cpSync(join(given, "custom", `${kind}.${extension[language]}`), to);
    }
}
