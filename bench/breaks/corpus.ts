import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { HoleKind, Language } from "../../intent/index.ts";

export const languages = ["rust", "typescript", "python"] as const satisfies readonly Language[];
export const levels = ["easy", "medium", "hard"] as const;
/** What changes upstream; `several` are two or three of the others at once. */
export const kinds = [
  "rename-field",
  "rename-name",
  "retype-id",
  "retype-value",
  "retype-shape",
  "added-default",
  "added-required",
  "removed",
  "variant",
  "optional",
  "fallible",
  "event",
  "several",
] as const;
export type Kind = (typeof kinds)[number];
export type Level = (typeof levels)[number];

/** A decision that a person would have to make, at its place in the code before the change. */
export interface GoldHole {
  /** Any of these kinds is right. */
  readonly kind: readonly HoleKind[];
  readonly file: string;
  /** Text that stands exactly once in the file. A hole that begins on one of its lines is this hole. */
  readonly at: string;
  readonly why: string;
  /** Lines of the gold that belong to the answer and stand elsewhere, each by some of its new text. */
  readonly also?: readonly { readonly file: string; readonly at: string }[];
  /** Asking is right, and so is not asking. */
  readonly may?: boolean;
}

export interface CaseFile {
  readonly about: string;
  readonly kind: Kind;
  readonly level: Level;
  /** The service that is repaired. */
  readonly service: string;
  readonly change: readonly { readonly file: string; readonly from: string; readonly to: string }[];
  readonly holes: readonly GoldHole[];
  /** Text that looks concerned and is not: it stands as it stood. */
  readonly decoys: readonly { readonly file: string; readonly text: string }[];
}

/** A universe of the corpus: hand-written services without stamps, and the changes that are made to it. */
export interface Base {
  readonly domain: string;
  readonly language: Language;
  readonly folder: string;
}

export interface Case extends CaseFile {
  readonly base: Base;
  readonly name: string;
  readonly folder: string;
  /** The decisions as several readers settled them, where they did: the author's list stands beside it as it was. */
  readonly settled?: readonly GoldHole[];
  /** The whole repair as a person would make it, decisions included, as a unified diff; empty where nothing is to be done. */
  readonly gold: string;
}

export const corpus = join(import.meta.dirname, "corpus");

const folders = (path: string): string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .toSorted()
    : [];

/** All universes of a corpus, in the order of their names. */
export const bases = (root: string = corpus): Base[] =>
  folders(root).flatMap((domain) =>
    languages.flatMap((language) => {
      const folder = join(root, domain, language);
      return existsSync(join(folder, "universe.lisp")) ? [{ domain, language, folder }] : [];
    }),
  );

/** The cases of a universe. Throws where a case cannot be read; what it says is checked by `verify`. */
export const casesOf = (base: Base): Case[] =>
  folders(join(base.folder, "cases")).map((name) => readCase(base, name));

function readCase(base: Base, name: string): Case {
  const folder = join(base.folder, "cases", name);
  const patch = join(folder, "gold.patch");
  const file: CaseFile = JSON.parse(readFileSync(join(folder, "case.json"), "utf8"));
  const settling = join(folder, "settled.json");
  const settled: Pick<CaseFile, "holes"> | undefined = existsSync(settling)
    ? JSON.parse(readFileSync(settling, "utf8"))
    : undefined;
  return {
    ...file,
    ...(settled === undefined ? {} : { settled: settled.holes }),
    base,
    name,
    folder,
    gold: existsSync(patch) ? readFileSync(patch, "utf8") : "",
  };
}

/** `domain/language/name`. */
export const caseId = (one: Case): string => `${one.base.domain}/${one.base.language}/${one.name}`;
