import type { Host } from "#intent";
import type { Repository } from "../universe/discover.ts";
import { folderOf, joinPath, relativeTo, resolveFrom } from "../universe/paths.ts";
import { listTree, type TreeEntry } from "./tree.ts";

/**
 * Puts a commit's files into a run tree, as they are stored. Objects are read and written by us, not checked out: no
 * filter, hook or attribute of anybody runs, nothing is registered in the user's `.git`, and a process that is killed
 * leaves nothing there.
 */
export async function checkoutInto(
  host: Host,
  options: {
    readonly root: string;
    readonly repository: Repository;
    readonly revision: string;
    readonly runRoot: string;
    /** Which files, by their path relative to the universe's root; all of them by default. */
    readonly wanted?: (path: string) => boolean;
  },
): Promise<void> {
  const { root, repository, revision, runRoot, wanted = () => true } = options;
  const prefix = relativeTo(repository.absolute, root) ?? "";
  const entries = (await listTree(host, repository.absolute, revision, prefix)).filter((entry) => {
    const path = placeOf(root, repository, entry);
    return path !== undefined && wanted(path);
  });
  const objects = await host.git.readObjects(
    repository.absolute,
    entries.map((entry) => entry.id),
  );
  await Promise.all(
    entries.map(async (entry, index) => {
      const path = placeOf(root, repository, entry);
      const object = objects[index];
      if (path === undefined || object === undefined) return;
      await place(host, joinPath(runRoot, path), runRoot, entry, object.bytes);
    }),
  );
}

/** Path of a tree's entry relative to the universe's root, or `undefined` outside of it. */
function placeOf(root: string, repository: Repository, entry: TreeEntry): string | undefined {
  return relativeTo(root, joinPath(repository.absolute, entry.path));
}

async function place(
  host: Host,
  path: string,
  runRoot: string,
  entry: TreeEntry,
  bytes: Uint8Array,
): Promise<void> {
  if (entry.mode !== "120000") {
    await host.files.writeBytes(path, bytes, entry.mode === "100755" ? 0o755 : 0o644);
    return;
  }
  const target = new TextDecoder().decode(bytes);
  // A link that leaves the run tree would let a tool write outside of it.
  const resolved = resolveFrom(folderOf(path), target);
  if (
    !target.startsWith("/") &&
    resolved !== undefined &&
    relativeTo(runRoot, resolved) !== undefined
  )
    await host.files.symlink(target, path);
}
