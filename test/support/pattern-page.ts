import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Language } from "#intent";
import { installation } from "./tools.ts";

/** A fenced block of a page of docs/patterns that a comment above says the origin of. */
export interface MarkedBlock {
  /** `intent`, `stamped` or `custom`; an `example` is held to nothing. */
  readonly kind: string;
  /** Behind `stamped:` and `custom:`: the language with the file, or the file. */
  readonly origin: string;
  readonly text: string;
}

/** The marked blocks of a page, in their order. Throws where a fenced block is not marked, so that none goes unchecked. */
export function blocksOf(page: string): readonly MarkedBlock[] {
  const text = readFileSync(join(installation, "docs/patterns", page), "utf8");
  const blocks = [
    ...text.matchAll(
      /^<!-- (intent|stamped|custom|example)(?:: ([^\n]+?))? -->\n```\w+\n(.*?)^```$/gms,
    ),
  ].map(([, kind = "", origin = "", block = ""]) => ({ kind, origin, text: block }));
  const fences = text.match(/^```/gm)?.length ?? 0;
  if (blocks.length * 2 !== fences)
    throw new Error(`docs/patterns/${page} has a block without a mark`);
  return blocks;
}

/** The intents of a page in a language: of the service that it is about, and of others that use it. */
export function intentsOf(page: string, language: Language): readonly [string, ...string[]] {
  const [first, ...more] = blocksOf(page)
    .filter(({ kind }) => kind === "intent")
    .map(({ text }) => text.replace(/\(language \w+\)/, `(language ${language})`));
  if (first === undefined) throw new Error(`docs/patterns/${page} has no intent`);
  return [first, ...more];
}

/** The intent of the service that a page is about, in a language. */
export const intentOf = (page: string, language: Language): string => intentsOf(page, language)[0];

/** The passages of a block that a line with `…` parts. */
export const passagesOf = ({ text }: MarkedBlock): readonly string[] =>
  text.split(/^\s*(?:\/\/|#) …\n/m).filter((passage) => passage.trim() !== "");
