import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { StampedFile } from "#forge";
import type { Language } from "#intent";
import { pythonEnvironment } from "../support/python-environment.ts";
import { modelFrom, shippedTemplates, stampPython, writeBelow } from "../support/stamp-python.ts";
import { complaintsOf, generatedOf, stampRust, writeCrate } from "../support/stamp-rust.ts";
import { complaints, linkPackages, stampTypeScript } from "../support/stamp-typescript.ts";
import { installation, leftOut } from "../support/tools.ts";
import { isOwner, typeMatrix, type MatrixKind } from "../support/type-matrix.ts";

const templates = await shippedTemplates();
const stampers = { rust: stampRust, typescript: stampTypeScript, python: stampPython };

/** The stamped files of every service of the matrix that is not only there to be used. */
function stamped(language: Language, kind: MatrixKind): StampedFile[] {
  const files = stampers[language](modelFrom(typeMatrix(language, kind)), templates);
  const tried = ({ path }: StampedFile): boolean => !isOwner(path.split("/")[1] ?? "");
  return files.filter((file) => file.kind === "stamped" && tried(file));
}

/**
 * Lays all services out in one folder, where each file keeps its neighbours: the rules of the wire are the same text in
 * every service but for the marker, and compilers that read them three hundred times take a minute for it.
 */
async function writeTogether(files: readonly StampedFile[]): Promise<void> {
  const texts = new Map<string, string>();
  const bare = (text: string): string => text.split("\n").slice(2).join("\n");
  for (const { path, text } of files) {
    const [, service = "", ...inner] = path.split("/");
    const name = (inner.at(-1) ?? "").replace(/^generated(\.\w+)$/, `${service}$1`);
    const standing = texts.get(name);
    if (standing !== undefined) expect(bare(text), path).toBe(bare(standing));
    texts.set(name, text);
  }
  await writeBelow(
    folder,
    [...texts].map(([name, text]) => [`together/${name}`, text]),
  );
}

/** What is tried, and how many files there are of it at least. */
const kinds = [
  ["plain", 500],
  ["files", 30],
  ["keyed-files", 9],
] as const;

let folder = "";
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "flywheel-matrix-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("every type in every place compiles alone: Rust, in one crate", { timeout: 400_000 }, () => {
  if (leftOut("the matrix of types in Rust", "cargo")) return;
  const files = [...stamped("rust", "plain"), ...stamped("rust", "files")];
  expect(files.length).toBeGreaterThan(250);
  writeCrate(folder, generatedOf(files));
  expect(complaintsOf(folder, "cargo", "clippy", "--quiet", "--", "-D", "warnings")).toBe("");
});

const tsconfig = JSON.stringify({
  compilerOptions: {
    module: "nodenext",
    target: "es2024",
    types: ["node"],
    strict: true,
    noUnusedLocals: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ["together"],
});

test.each(kinds)(
  "every type in every place compiles alone: TypeScript, %s",
  { timeout: 300_000 },
  async (kind, least) => {
    const files = stamped("typescript", kind);
    expect(files.length).toBeGreaterThan(least);
    await writeTogether(files);
    await writeBelow(folder, [
      ["tsconfig.json", tsconfig],
      ["package.json", '{ "type": "module" }'],
    ]);
    linkPackages(folder);
    expect(complaints(folder, "tsc", "--noEmit")).toBe("");
    expect(complaints(folder, "oxlint")).toBe("");
  },
);

const pyproject = `[tool.pyright]
include = ["together"]
pythonVersion = "3.11"
typeCheckingMode = "strict"
`;

test.each(kinds)(
  "every type in every place compiles alone: Python, %s",
  { timeout: 400_000 },
  async (kind, least) => {
    if (leftOut("the matrix of types in Python", "python")) return;
    const files = stamped("python", kind);
    expect(files.length).toBeGreaterThan(least);
    await writeTogether(files);
    await writeBelow(folder, [["pyproject.toml", pyproject]]);
    const environment = pythonEnvironment();
    const said = (program: string, ...args: string[]): string => {
      const done = spawnSync(program, args, { cwd: folder, encoding: "utf8" });
      return done.status === 0 ? "" : done.stdout + done.stderr;
    };
    expect(said(join(environment, "bin/ruff"), "check", "--no-cache", ".")).toBe("");
    const pyright = join(installation, "node_modules/pyright/index.js");
    const python = join(environment, "bin/python");
    expect(said(process.execPath, pyright, "--pythonpath", python)).toBe("");
  },
);
