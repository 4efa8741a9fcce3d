import type { FileStat, GitObject } from "#intent";
import type { Listing } from "../universe/discover.ts";
import { baseName, folderOf } from "../universe/paths.ts";

type Entries = Awaited<ReturnType<Listing["list"]>>;

const kinds: ReadonlyMap<string, FileStat["kind"]> = new Map([
  ["40000", "directory"],
  ["120000", "symlink"],
  // A submodule is another repository's.
  ["160000", "other"],
]);

/** What a folder held in git, from its tree object; nothing where there is none. Bytes as in gitformat-tree. */
export function treeEntries(tree: GitObject | undefined): Entries {
  if (tree?.type !== "tree") return [];
  const { bytes, id } = tree;
  const text = (start: number, end: number): string =>
    new TextDecoder().decode(bytes.subarray(start, end));
  const found: Entries[number][] = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const zero = bytes.indexOf(0, space);
    found.push({ name: text(space + 1, zero), kind: kinds.get(text(at, space)) ?? "file" });
    // Behind the name stands the id in bytes, which are half as many as its digits.
    at = zero + 1 + id.length / 2;
  }
  return found;
}

/** Folders as if they stood on a disk, each with what it holds. */
export const listingOf = (folders: ReadonlyMap<string, Entries>): Listing => ({
  list: async (path) => folders.get(path) ?? [],
  stat: async (path) => folders.get(folderOf(path))?.find(({ name }) => name === baseName(path)),
});

/** Folders by the folder that holds them. */
export function nested(paths: readonly string[]): Map<string, Entries> {
  const folders = Map.groupBy(paths, folderOf);
  return new Map(
    [...folders].map(([folder, all]) => [
      folder,
      all.map((path) => ({ name: baseName(path), kind: "directory" as const })),
    ]),
  );
}
