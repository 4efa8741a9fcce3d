import type { Language, SyntaxParser } from "#intent";

import { parseTree } from "../tree.ts";
import { pythonSignatures } from "./python.ts";
import { rustSignatures } from "./rust.ts";
import type { Declared } from "./types.ts";
import { typescriptSignatures } from "./typescript.ts";

const readers = {
  rust: rustSignatures,
  typescript: typescriptSignatures,
  python: pythonSignatures,
};

/** A declaration that is not what it was. `after` is absent where it is gone. */
export interface ChangedSignature {
  readonly key: string;
  readonly before: string;
  readonly after?: string;
  /** Offset in the former text. */
  readonly start: number;
}

/**
 * Declared signatures that `after` does not hold as `before` did; new ones may be added. What is inferred stands in no
 * declaration and cannot be told here.
 */
export async function changedSignatures(
  syntax: SyntaxParser,
  language: Language,
  before: string,
  after: string,
): Promise<readonly ChangedSignature[]> {
  const read = async (text: string): Promise<Map<string, Declared[]>> =>
    Map.groupBy(
      readers[language]((await parseTree(syntax, language, text)).root),
      (one) => one.key,
    );
  const [stood, stands] = [await read(before), await read(after)];
  return [...stood].flatMap(([key, former]) => {
    const [was, is] = [spelt(former), spelt(stands.get(key) ?? [])];
    const start = former[0]?.start ?? 0;
    if (was === is && stands.has(key)) return [];
    return [{ key, before: was, start, ...(stands.has(key) ? { after: is } : {}) }];
  });
}

/** Overloads and impls of one name are judged together. */
const spelt = (all: readonly Declared[]): string =>
  all.map(({ signature }) => signature).join(" | ");
