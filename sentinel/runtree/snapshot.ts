import { toolFolders, type Host } from "#intent";
import type { Repository, ServiceFolder } from "../universe/discover.ts";
import { holds, joinPath, relativeTo } from "../universe/paths.ts";

/**
 * Copies a service as it stands in the work tree, uncommitted edits and new files included, into a run tree, and beside
 * it what its repository holds outside of any service. What git ignores (installed packages, built files) stays behind,
 * and nothing is written in the checkout.
 */
export async function snapshotInto(
  host: Host,
  options: {
    readonly root: string;
    readonly directory: string;
    readonly repository: Repository | undefined;
    readonly folders: readonly ServiceFolder[];
    readonly runRoot: string;
  },
): Promise<void> {
  const { root, directory, repository, folders, runRoot } = options;
  const wanted = (path: string): boolean =>
    holds(directory, path) || !folders.some((other) => holds(other.directory, path));
  const paths =
    repository === undefined
      ? await filesBelow(host, root, directory)
      : (await filesOfGit(host, root, repository)).filter(wanted);
  await Promise.all(
    [...new Set([...paths, "universe.lisp"])].map(async (path) => {
      const from = joinPath(root, path);
      const stat = await host.files.stat(from);
      const bytes = stat?.kind === "file" ? await host.files.readBytes(from) : undefined;
      if (stat === undefined || bytes === undefined) return;
      const mode = (stat.mode & 0o100) === 0 ? 0o644 : 0o755;
      await host.files.writeBytes(joinPath(runRoot, path), bytes, mode);
    }),
  );
}

/** What git tracks and what it would take in, by path relative to the universe's root. */
async function filesOfGit(host: Host, root: string, repository: Repository): Promise<string[]> {
  const { stdout } = await host.git.run(repository.absolute, [
    "ls-files",
    "-z",
    "--cached",
    "--others",
    "--exclude-standard",
  ]);
  return stdout
    .split("\0")
    .filter((path) => path !== "")
    .flatMap((path) => relativeTo(root, joinPath(repository.absolute, path)) ?? [])
    .filter((path) => !path.split("/").some((part) => toolFolders.has(part)));
}

async function filesBelow(host: Host, root: string, directory: string): Promise<string[]> {
  const found: string[] = [];
  const waiting = [directory];
  for (let index = 0; index < waiting.length; index++) {
    const folder = waiting[index] ?? "";
    for (const entry of await host.files.list(joinPath(root, folder))) {
      const path = joinPath(folder, entry.name);
      if (entry.kind === "directory" && !toolFolders.has(entry.name)) waiting.push(path);
      else if (entry.kind === "file") found.push(path);
    }
  }
  return found;
}
