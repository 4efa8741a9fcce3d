import type { Language, SyntaxParser } from "#intent";

import { parseTree } from "../tree.ts";
import { pythonSuppressions } from "./python.ts";
import { rustSuppressions } from "./rust.ts";
import { typescriptSuppressions } from "./typescript.ts";
import type { Suppression } from "./types.ts";
import { wordSuppressions } from "./words.ts";

export { testTools, type Suppression } from "./types.ts";
export { unfinishedWords } from "./words.ts";

const finders = {
  rust: rustSuppressions,
  typescript: typescriptSuppressions,
  python: pythonSuppressions,
};

/**
 * Every suppression and placeholder of a text, counted on its syntax tree: strings and names that look like one are none, but
 * for words such as `TODO`, which say of themselves that something is missing.
 */
export async function suppressionsOf(
  syntax: SyntaxParser,
  language: Language,
  text: string,
): Promise<readonly Suppression[]> {
  const { root } = await parseTree(syntax, language, text);
  return [...finders[language](root), ...wordSuppressions(root)];
}

/** What `after` holds more often than `before`, with a place in `after` for each: never more than before. */
export async function addedSuppressions(
  syntax: SyntaxParser,
  language: Language,
  before: string,
  after: string,
): Promise<readonly Suppression[]> {
  if (before === after) return [];
  const stood = Map.groupBy(await suppressionsOf(syntax, language, before), ({ name }) => name);
  const stands = Map.groupBy(await suppressionsOf(syntax, language, after), ({ name }) => name);
  return [...stands].flatMap(([name, now]) => {
    const former = stood.get(name)?.length ?? 0;
    return now.length > former ? [now.at(-1)].filter((one) => one !== undefined) : [];
  });
}
