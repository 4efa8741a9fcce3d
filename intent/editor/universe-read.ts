import type { Source } from "../base/source.ts";
import { universeFileOf, type UniverseFile } from "../model/build.ts";
import { readTree } from "../syntax/reader.ts";
import type { Tree } from "../syntax/tree.ts";

/** A universe's file as it is read. */
export interface UniverseRead {
  readonly source: Source;
  readonly tree: Tree;
  readonly file: UniverseFile;
}

/** Reads a universe's file; `undefined` where it is gone. */
export function readUniverse(path: string, text: string | undefined): UniverseRead | undefined {
  if (text === undefined) return undefined;
  const source = { path, text };
  const [tree, diagnostics] = readTree(source);
  return { source, tree, file: universeFileOf(tree, diagnostics) };
}

/** What an edit of a universe's file concerns besides itself. */
interface MeaningChanged {
  /** Names of forms, old and new, where one of them is another now: who calls none means what it did. */
  readonly calls: readonly string[];
  /** Whether intents are checked with other rules. */
  readonly rules: "same" | "others";
}

/** What of all intents is another where one universe's file takes the place of another. */
export function meaningChanged(
  before: UniverseRead | undefined,
  after: UniverseRead | undefined,
): MeaningChanged {
  if (before === after) return { calls: [], rules: "same" };
  const [old, now] = [meaningForAll(before), meaningForAll(after)];
  return {
    calls: old.forms === now.forms ? [] : [...new Set([...old.names, ...now.names])],
    rules: old.boundaries === now.boundaries ? "same" : "others",
  };
}

/** What of a universe's file each intent is read and checked with, places included. */
const meaningForAll = (
  universe: UniverseRead | undefined,
): {
  readonly names: readonly string[];
  readonly forms: string;
  readonly boundaries: string;
} => ({
  names: [...(universe?.file.forms.keys() ?? [])],
  forms: JSON.stringify([...(universe?.file.forms ?? [])]),
  boundaries: JSON.stringify(universe?.file.universe?.surroundings.boundaries ?? []),
});
