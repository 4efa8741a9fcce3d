import type { Host } from "#intent";

/** One entry of a commit's tree. `path` is relative to the repository. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: string;
  readonly id: string;
}

/** All files of a commit below `prefix` (`""` for all of it), submodules left out. */
export async function listTree(
  host: Host,
  repository: string,
  revision: string,
  prefix: string,
): Promise<TreeEntry[]> {
  const args = [
    "ls-tree",
    "-r",
    "-z",
    "--full-tree",
    revision,
    ...(prefix === "" ? [] : ["--", `${prefix}/`]),
  ];
  const { stdout } = await host.git.run(repository, args);
  return stdout
    .split("\0")
    .filter((line) => line !== "")
    .flatMap((line) => {
      const [, mode, type, id, path] = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      return mode === undefined || id === undefined || path === undefined || type !== "blob"
        ? []
        : [{ path, mode, id }];
    });
}
