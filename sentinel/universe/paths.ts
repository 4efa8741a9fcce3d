/** Paths inside a universe: relative to its root, with `/`, never with `..`. Pure text, so that tests need no disk. */

/** Joins with `/`; empty and `.` parts vanish. */
export function joinPath(...parts: readonly string[]): string {
  const joined = parts.filter((part) => part !== "" && part !== ".").join("/");
  return joined.replaceAll(/\/{2,}/g, "/");
}

/** The folder of a path, `""` at the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "" : slash === 0 ? "/" : path.slice(0, slash);
}

/** Last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** `path` seen from `folder`, or `undefined` where it is not below it. Both absolute, or both relative. */
export function relativeTo(folder: string, path: string): string | undefined {
  if (folder === "" || folder === ".") return path;
  if (path === folder) return "";
  const prefix = folder.endsWith("/") ? folder : `${folder}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

/** Where `target`, a relative path with `..`, leads from an absolute folder; `undefined` above the root. */
export function resolveFrom(folder: string, target: string): string | undefined {
  const parts = folder.split("/").filter((part) => part !== "");
  for (const part of target.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** Whether `folder` holds `path`, itself included. */
export const holds = (folder: string, path: string): boolean =>
  relativeTo(folder, path) !== undefined;

/** A glob's segment as a pattern: `*` stands for any run of characters but `/`, `?` for one. */
export function segmentPattern(segment: string): RegExp {
  const escaped = segment.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll("*", "[^/]*").replaceAll("?", "[^/]")}$`);
}
