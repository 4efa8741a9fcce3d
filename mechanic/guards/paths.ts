import { toolFolders, type Host, type RepairRequest } from "#intent";

/** Folders that no repair may touch, by name in lower case: they decide what is run, built or believed. */
const deniedFolders: ReadonlySet<string> = new Set([
  ...toolFolders,
  ".git",
  ".github",
  ".gitlab",
  ".circleci",
  ".ci",
  ".husky",
  ".cargo",
  ".vscode",
  ".flywheel",
  "flywheel",
  "node_modules",
  ".venv",
  "venv",
  "site-packages",
  "target",
  "hooks",
  "scenarios",
]);
/** Files by name in lower case. Most are no sources and would be refused as such; the name says why. */
const deniedNames: ReadonlySet<string> = new Set([
  "build.rs",
  "cargo.toml",
  "cargo.lock",
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
  "sitecustomize.py",
  "usercustomize.py",
  "noxfile.py",
  "pyproject.toml",
  "setup.py",
  "setup.cfg",
  "pytest.ini",
  "tox.ini",
  "ruff.toml",
  ".ruff.toml",
  "pyrightconfig.json",
  "mypy.ini",
  "makefile",
  "dockerfile",
]);
const deniedPatterns: readonly RegExp[] = [
  /^(?:test_)?generated(?:[._].*)?\.(?:rs|ts|py)$/,
  /\.lisp$/,
  /^tsconfig.*\.json$/,
  /^(?:vitest|vite|jest|eslint|oxlint|playwright|webpack|rollup|esbuild|prettier)\.(?:config|setup|workspace)\./,
  /^\.eslintrc/,
  /^requirements.*\.txt$/,
  /\.d\.[cm]?ts$/,
];
const sourceEndings: Readonly<Record<RepairRequest["service"]["language"], RegExp>> = {
  rust: /\.rs$/,
  typescript: /\.(?:ts|tsx|mts|cts)$/,
  python: /\.py$/,
};
/** What a runner takes for tests, below a folder that holds some already. */
const testNames: Readonly<Record<RepairRequest["service"]["language"], RegExp>> = {
  rust: /^tests\/[a-z][a-z0-9_]*\.rs$/,
  typescript: /\.(?:test|spec)\.[cm]?tsx?$/,
  python: /(?:^|\/)test_[a-z0-9_]+\.py$/,
};

/** What some runner takes for a test wherever it stands: as a module it would be a test that nobody proves. */
const likeTest = /\.(?:test|spec)\.[cm]?tsx?$|(?:^|\/)(?:test_[^/]*|[^/]*_test|tests)\.(?:py|rs)$/;

type Handed = Pick<RepairRequest, "service" | "sources" | "stampedAfter">;

/**
 * Why a path may not be edited, or `undefined` when it may. Deny by default: only hand-written sources of the service's
 * language that were handed in, inside its own folder, without `.` or `..`, and never what decides how code is run or
 * judged.
 */
export function deniedPath(request: Handed, path: string): string | undefined {
  const reason = deniedShape(request, path);
  if (reason !== undefined) return reason;
  return request.sources.has(path) ? undefined : "is not among the hand-written sources";
}

/**
 * Why a path may not be made anew: a new file is a test beside tests that stand, or a module below a folder `custom`.
 * Names are refused as for edits.
 */
export function deniedNewPath(
  request: Handed & Pick<RepairRequest, "tests">,
  path: string,
): string | undefined {
  const reason = deniedShape(request, path);
  if (reason !== undefined) return reason;
  const twin = twinOf(request, path);
  if (twin !== undefined) return `is, for some file system or some reader, \`${twin}\``;
  if (!/^[\x20-\x7e]*$/.test(path.slice(request.service.directory.length)))
    return "is a new name with letters that others look like";
  const folder = path.slice(0, path.lastIndexOf("/"));
  const known = [...request.sources.keys()].some((one) => one.startsWith(`${folder}/`));
  if (isNewTest(request, path)) return undefined;
  if (known && /(?:^|\/)custom(?:\/|$)/.test(folder) && !likeTest.test(path)) return undefined;
  return "is a new file that is neither a test beside tests nor a module below `custom`";
}

/** The file that stands, or one of its folders, whose name differs in nothing but case: some file systems hold only one. */
function twinOf({ sources, stampedAfter }: Handed, path: string): string | undefined {
  const prefixes = (whole: string): string[] =>
    whole.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"));
  const own = new Map(prefixes(path).map((one) => [folded(one), one]));
  return [...sources.keys(), ...stampedAfter.keys()]
    .flatMap(prefixes)
    .find((one) => (own.get(folded(one)) ?? one) !== one);
}

const folded = (text: string): string =>
  text.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFC");

/** Whether a new file would be a test: named as its runner wants it, in a folder where tests stand already. */
export function isNewTest(request: Handed & Pick<RepairRequest, "tests">, path: string): boolean {
  const { directory, language } = request.service;
  const inside = directory === "" || directory === "." ? path : path.slice(directory.length + 1);
  const folder = path.slice(0, path.lastIndexOf("/"));
  const beside = [...request.tests].some((one) => one.slice(0, one.lastIndexOf("/")) === folder);
  return beside && testNames[language].test(inside) && !request.sources.has(path);
}

function deniedShape({ service, stampedAfter }: Handed, path: string): string | undefined {
  const parts = path.split("/");
  const lower = parts.map((part) => part.toLowerCase());
  const name = lower.at(-1) ?? "";
  const spelling = deniedSpelling(path, parts);
  if (spelling !== undefined) return spelling;
  const { directory, language } = service;
  if (directory !== "" && directory !== "." && !path.startsWith(`${directory}/`))
    return "lies outside of the service's folder";
  if (stampedAfter.has(path)) return "is stamped: the next stamp would overwrite it";
  const depth = directory === "" || directory === "." ? 0 : directory.split("/").length;
  const denied = lower.slice(depth, -1).find((part) => deniedFolders.has(part));
  if (denied !== undefined) return `lies in \`${denied}\`, which no repair touches`;
  if (deniedNames.has(name) || deniedPatterns.some((pattern) => pattern.test(name)))
    return "decides how code is made, run or judged";
  return sourceEndings[language].test(parts.at(-1) ?? "") ? undefined : `is no ${language} source`;
}

/** Spellings that mean something else to some file system than they show. */
function deniedSpelling(path: string, parts: readonly string[]): string | undefined {
  if (path === "" || path.startsWith("/") || path.includes("\\") || /^[A-Za-z]:/.test(path))
    return "is no plain path below the root";
  if (parts.some((part) => part === "" || part === "." || part === ".."))
    return "steps outside with an empty, `.` or `..` part";
  if (/\p{C}/u.test(path) || path.normalize("NFC") !== path)
    return "holds characters that do not show, or that are spelt in two ways";
  if (
    parts.some(
      (part) =>
        /[. :]$|:/.test(part) ||
        /^(?:con|nul|aux|prn|clock\$|con(?:in|out)\$|(?:com|lpt)[0-9¹²³])(?:\.|$)/i.test(part),
    )
  )
    return "means another file on some systems";
  return undefined;
}

/** Why the path on the disk is not what it seems: a symbolic link or something that is no file, on any component. */
export async function deniedOnDisk(
  host: Host,
  root: string,
  path: string,
): Promise<string | undefined> {
  return walkDisk(host, root, path, false);
}

/** The same for a file that is to be made: nothing may stand there, and what leads there are folders. */
export async function deniedNewOnDisk(
  host: Host,
  root: string,
  path: string,
): Promise<string | undefined> {
  return walkDisk(host, root, path, true);
}

async function walkDisk(
  host: Host,
  root: string,
  path: string,
  isNew: boolean,
): Promise<string | undefined> {
  const parts = path.split("/");
  for (let depth = 1; depth <= parts.length; depth++) {
    const last = depth === parts.length;
    const stat = await host.files.stat(`${root}/${parts.slice(0, depth).join("/")}`);
    if (stat === undefined) return isNew && last ? undefined : "is not there";
    if (stat.kind === "symlink")
      return `goes through the symbolic link \`${parts.slice(0, depth).join("/")}\``;
    if (isNew && last) return "stands there already";
    if (stat.kind !== (last ? "file" : "directory")) return "is no plain file";
  }
  return undefined;
}
