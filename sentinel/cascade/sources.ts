import { toolFolders, type Files, type Service } from "#intent";
import { isStampedPath } from "#forge";
import { joinPath } from "../universe/paths.ts";

const extensions: Readonly<Record<Service["language"], RegExp>> = {
  rust: /\.rs$/,
  typescript: /\.(?:ts|mts|cts|tsx)$/,
  python: /\.pyi?$/,
};
const testPatterns: Readonly<Record<Service["language"], RegExp>> = {
  rust: /(?:^|\/)tests\/|_test\.rs$|(?:^|\/)tests?\.rs$/,
  typescript: /(?:^|\/)(?:test|tests|__tests__)\/|\.(?:test|spec)\.[cm]?tsx?$/,
  python: /(?:^|\/)tests?\/|(?:^|\/)test_[^/]*\.py$|_test\.py$|(?:^|\/)conftest\.py$/,
};

export interface ServiceSources {
  /** Hand-written files of the service's language, by path relative to the root. */
  readonly sources: ReadonlyMap<string, string>;
  readonly stamped: ReadonlyMap<string, string>;
  readonly tests: ReadonlySet<string>;
}

async function filesBelow(files: Files, root: string, directory: string): Promise<string[]> {
  const found: string[] = [];
  const folders = [directory];
  for (let index = 0; index < folders.length; index++) {
    const folder = folders[index] ?? "";
    for (const entry of await files.list(joinPath(root, folder))) {
      const path = joinPath(folder, entry.name);
      if (entry.kind === "directory" && !toolFolders.has(entry.name)) folders.push(path);
      else if (entry.kind === "file") found.push(path);
    }
  }
  return found.sort();
}

/** Reads the code of a service in a tree, told apart into hand-written, stamped and tests. */
export async function readServiceSources(
  files: Files,
  root: string,
  service: Service,
): Promise<ServiceSources> {
  const paths = (await filesBelow(files, root, service.directory)).filter((path) =>
    extensions[service.language].test(path),
  );
  const texts = await Promise.all(paths.map((path) => files.readText(joinPath(root, path))));
  const sources = new Map<string, string>();
  const stamped = new Map<string, string>();
  for (const [index, path] of paths.entries())
    (isStampedPath(path) ? stamped : sources).set(path, texts[index] ?? "");
  const inside = (path: string): string => path.slice(service.directory.length + 1);
  const tests = new Set(
    [...sources.keys()].filter((path) => testPatterns[service.language].test(inside(path))),
  );
  return { sources, stamped, tests };
}
