import type { Host, RepairRequest } from "#intent";

/** Folders and files that no repair may touch, by name: they decide what is run, built or believed. */
const deniedFolders = new Set([
  ".git",
  ".github",
  ".gitlab",
  ".circleci",
  ".ci",
  ".husky",
  ".cargo",
  ".flywheel",
  "flywheel",
  "node_modules",
  ".venv",
  "target",
  "hooks",
]);
const deniedNames = new Set([
  "build.rs",
  "Cargo.toml",
  "Cargo.lock",
  "rust-toolchain",
  "rust-toolchain.toml",
  "clippy.toml",
  ".clippy.toml",
  "rustfmt.toml",
  "package.json",
  "package-lock.json",
  "npm-shrinkwrap.json",
  ".npmrc",
  ".oxlintrc.json",
  "conftest.py",
  "pyproject.toml",
  "setup.py",
  "setup.cfg",
  "pytest.ini",
  "tox.ini",
  "ruff.toml",
  ".ruff.toml",
  "pyrightconfig.json",
  "mypy.ini",
  "requirements.txt",
  "Makefile",
]);
const deniedPatterns: readonly RegExp[] = [
  /^generated(?:[._].*)?\.(?:rs|ts|py)$/,
  /\.lisp$/,
  /^tsconfig.*\.json$/,
  /^(?:vitest|vite|jest|eslint)\.config\./,
  /^\.eslintrc/,
  /^requirements.*\.txt$/,
  /\.d\.ts$/,
];
const sourceEndings: Readonly<Record<RepairRequest["service"]["language"], RegExp>> = {
  rust: /\.rs$/,
  typescript: /\.(?:ts|tsx|mts|cts)$/,
  python: /\.py$/,
};

/**
 * Why a path may not be edited, or `undefined` when it may. Deny by default: only hand-written sources of the service's
 * language that were handed in, inside its own folder, without `.` or `..`, and never what decides how code is run or
 * judged.
 */
export function deniedPath(
  request: Pick<RepairRequest, "service" | "sources" | "stampedAfter">,
  path: string,
): string | undefined {
  const parts = path.split("/");
  const name = parts.at(-1) ?? "";
  if (
    path === "" ||
    path.startsWith("/") ||
    path.includes("\\") ||
    path.includes("\0") ||
    /^[A-Za-z]:/.test(path)
  )
    return "is no plain path below the root";
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return "steps outside with an empty, `.` or `..` part";
  const { directory, language } = request.service;
  if (directory !== "" && directory !== "." && !path.startsWith(`${directory}/`))
    return "lies outside of the service's folder";
  if (request.stampedAfter.has(path)) return "is stamped: the next stamp would overwrite it";
  const denied = parts.slice(0, -1).find((part) => deniedFolders.has(part));
  if (denied !== undefined) return `lies in \`${denied}\`, which no repair touches`;
  if (deniedNames.has(name) || deniedPatterns.some((pattern) => pattern.test(name)))
    return "decides how code is made, run or judged";
  if (!sourceEndings[language].test(name)) return `is no ${language} source`;
  return request.sources.has(path) ? undefined : "is not among the hand-written sources";
}

/** Why the path on the disk is not what it seems: a symbolic link or something that is no file, on any component. */
export async function deniedOnDisk(
  host: Host,
  root: string,
  path: string,
): Promise<string | undefined> {
  const parts = path.split("/");
  for (let depth = 1; depth <= parts.length; depth++) {
    const stat = await host.files.stat(`${root}/${parts.slice(0, depth).join("/")}`);
    if (stat === undefined) return "is not there";
    if (stat.kind === "symlink")
      return `goes through the symbolic link \`${parts.slice(0, depth).join("/")}\``;
    if (stat.kind !== (depth === parts.length ? "file" : "directory")) return "is no plain file";
  }
  return undefined;
}
