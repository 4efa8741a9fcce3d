import { readdirSync, watch, type Dirent, type FSWatcher } from "node:fs";
import { join } from "node:path";
import { toolFolders, type Watcher, type Watching } from "#intent";

/**
 * On Linux each folder has a watch of its own: node's recursive one follows the inode of a file, so that it hears the
 * first of the saves that rename a new file over the old (as most editors and `sed -i` do) and none after it. Elsewhere
 * the system watches a whole tree by name.
 */
export const realWatcher: Watcher = {
  watch: (root, listener) =>
    process.platform === "linux" ? watchFolders(root, listener) : watchTree(root, listener),
};

function watchTree(root: string, listener: (path: string | undefined) => void): Watching {
  const watching = watch(root, { recursive: true, persistent: true }, (_event, name) =>
    listener(name ?? undefined),
  );
  // A folder that vanishes while it is watched ends its events; the poll notices what they would have said.
  watching.on("error", () => listener(undefined));
  return { close: () => watching.close() };
}

function watchFolders(root: string, listener: (path: string | undefined) => void): Watching {
  const folders = new Map<string, FSWatcher>();
  const forget = (folder: string): void => {
    folders.get(folder)?.close();
    folders.delete(folder);
  };
  const add = (folder: string): void => {
    if (folders.has(folder)) return;
    const entries = entriesOf(join(root, folder));
    if (entries === undefined) return;
    try {
      const watching = watch(join(root, folder), (event, name) => {
        const path = name === null ? folder : join(folder, name);
        // A name that came or went may be a folder; what was written in it before it is watched counts as one event.
        if (event === "rename" && !toolFolders.has(name ?? "")) {
          forget(path);
          add(path);
        }
        listener(name === null ? undefined : path);
      });
      watching.on("error", () => {
        forget(folder);
        listener(undefined);
      });
      folders.set(folder, watching);
    } catch {
      // Too many watches for this system, or a folder that is gone again: the poll sees what its events would have said.
      listener(undefined);
    }
    for (const entry of entries) {
      if (entry.isDirectory() && !toolFolders.has(entry.name)) add(join(folder, entry.name));
      else if (entry.name.endsWith(".lisp")) listener(join(folder, entry.name));
    }
  };
  add("");
  return { close: () => [...folders.keys()].forEach(forget) };
}

/** What lies in a folder; `undefined` for a file and for what is gone. */
function entriesOf(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}
