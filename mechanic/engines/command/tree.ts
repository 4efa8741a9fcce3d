import { toolFolders, type Host } from "#intent";

/**
 * Copies a run tree for an agent program: all but other services' folders, which their own preparations write into
 * meanwhile. `directory` and `others` are relative to the root.
 */
export async function copyForAgent(
  host: Host,
  from: string,
  to: string,
  directory: string,
  others: readonly string[],
  below = "",
): Promise<void> {
  for (const { name } of await host.files.list(below === "" ? from : `${from}/${below}`)) {
    const path = below === "" ? name : `${below}/${name}`;
    if (others.includes(path)) continue;
    const leadsOn = [directory, ...others].some((one) => one.startsWith(`${path}/`));
    if (leadsOn) await copyForAgent(host, from, to, directory, others, path);
    else {
      await host.files.makeDirectory(below === "" ? to : `${to}/${below}`);
      await host.files.cloneTree(`${from}/${path}`, `${to}/${path}`);
    }
  }
}

/** Files of a tree by path: their texts, or `undefined` for what is no plain file. */
type Tree = ReadonlyMap<string, string | undefined>;

/** Every file of a tree. What tools keep for themselves is left out: nothing of it is taken over. */
export async function textsBelow(host: Host, root: string): Promise<Tree> {
  const found = new Map<string, string | undefined>();
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const { name, kind } of await host.files.list(
      folder === "" ? root : `${root}/${folder}`,
    )) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (kind !== "directory")
        found.set(path, kind === "file" ? await host.files.readText(`${root}/${path}`) : undefined);
      else if (!toolFolders.has(name)) folders.push(path);
    }
  }
  return found;
}

/** Paths that differ, with what is there now; what is gone or has become something else than a file is `undefined`. */
export const changesBetween = (before: Tree, after: Tree): Tree =>
  new Map(
    [...new Set([...before.keys(), ...after.keys()])]
      .filter(
        (path) => before.has(path) !== after.has(path) || before.get(path) !== after.get(path),
      )
      .map((path) => [path, after.get(path)]),
  );
