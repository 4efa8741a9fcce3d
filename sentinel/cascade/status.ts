import type { Host } from "#intent";
import type { Repository } from "../universe/discover.ts";
import { relativeTo, joinPath } from "../universe/paths.ts";

/** Uncommitted files of a repository, by path relative to the universe's root; those outside of it are left out. */
export async function dirtyFiles(
  host: Host,
  root: string,
  repository: Repository,
): Promise<string[]> {
  const { stdout } = await host.git.run(repository.absolute, [
    "status",
    "--porcelain=v1",
    "-z",
    "--untracked-files=all",
    "--no-renames",
  ]);
  return stdout
    .split("\0")
    .filter((line) => line.length > 3)
    .flatMap((line) => relativeTo(root, joinPath(repository.absolute, line.slice(3))) ?? [])
    .sort();
}
