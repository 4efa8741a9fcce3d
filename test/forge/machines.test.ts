import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type StampedFile } from "#forge";
import { modelOf } from "../support/model-of.ts";
import { intentOf } from "../support/pattern-page.ts";
import { pythonEnvironment } from "../support/python-environment.ts";
import { shippedTemplates, stampPython, writeBelow } from "../support/stamp-python.ts";
import { complaintsOf, generatedOf, stampRust, writeCrate } from "../support/stamp-rust.ts";
import { complaints, linkPackages, stampTypeScript } from "../support/stamp-typescript.ts";
import { installation, leftOut } from "../support/tools.ts";

/**
 * What the compilers say of programs over stamped state machines: one that takes only transitions that there are runs,
 * and each of the others is refused where it stands.
 */
const programs = join(import.meta.dirname, "../cases/forge/machines");
const templates = await shippedTemplates();

const textOf = (path: string): string => readFileSync(join(programs, path), "utf8");

async function inFolder<T>(body: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "flywheel-machines-"));
  try {
    return await body(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lines of a program that say in a comment what the compiler tells of them: `// refused: E0599`. */
function refusedLines(text: string): string[] {
  return text.split("\n").flatMap((line, at) => {
    const code = /(?:\/\/|#) refused: (\S+)/.exec(line)?.[1];
    return code === undefined ? [] : [`${at + 1} ${code}`];
  });
}

/** Places and codes among what a compiler says, each once, in the order of the lines. */
const told = (said: string, pattern: RegExp): string[] =>
  [...new Set([...said.matchAll(pattern)].map(([, line, code]) => `${line} ${code}`))].toSorted(
    (a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10),
  );

const stampedOf = (files: readonly StampedFile[]): (readonly [string, string])[] =>
  files
    .filter(({ kind }) => kind === "stamped")
    .map(({ path, text }) => [path.replace("services/shop/", ""), text] as const);

test("Rust: a transition that there is not is no method", { timeout: 300_000 }, async () => {
  if (leftOut("state machines in Rust", "cargo")) return;
  await inFolder(async (folder) => {
    const modules = generatedOf(
      stampRust(modelOf(intentOf("state-machine.md", "rust")), templates),
    );
    writeCrate(folder, modules, { "tests/legal.rs": textOf("legal.rs") });
    expect(complaintsOf(folder, "cargo", "test", "--quiet", "--test", "legal")).toBe("");
    await writeBelow(folder, [["examples/illegal.rs", textOf("illegal.rs")]]);
    const said = complaintsOf(folder, "cargo", "check", "--quiet", "--example", "illegal");
    const found = told(
      said.replaceAll(/error\[(\w+)\][^\n]*\n\s+--> examples\/illegal.rs:(\d+)/g, "\n@$2 $1\n"),
      /^@(\d+) (\w+)$/gm,
    );
    expect(found).toEqual(refusedLines(textOf("illegal.rs")));
  });
});

test(
  "TypeScript: a transition that there is not takes no such state",
  { timeout: 120_000 },
  async () => {
    await inFolder(async (folder) => {
      const files = stampTypeScript(modelOf(intentOf("state-machine.md", "typescript")), templates);
      const options = files.find(({ path }) => path.endsWith("tsconfig.json"))?.text ?? "";
      await writeBelow(folder, [
        ...stampedOf(files),
        ["tsconfig.json", options],
        ["package.json", '{ "type": "module" }'],
        ["src/legal.ts", textOf("legal.ts")],
      ]);
      linkPackages(folder);
      expect(complaints(folder, "tsc", "--noEmit")).toBe("");
      const ran = spawnSync(process.execPath, ["src/legal.ts"], { cwd: folder, encoding: "utf8" });
      expect([ran.status, ran.stderr]).toEqual([0, ""]);
      await writeBelow(folder, [["src/illegal.ts", textOf("illegal.ts")]]);
      const said = complaints(folder, "tsc", "--noEmit", "--pretty", "false");
      expect(told(said, /^src\/illegal\.ts\((\d+),\d+\): error (\w+)/gm)).toEqual(
        refusedLines(textOf("illegal.ts")),
      );
    });
  },
);

test(
  "Python: a transition that there is not binds to no such state",
  { timeout: 120_000 },
  async () => {
    if (leftOut("state machines in Python", "python")) return;
    await inFolder(async (folder) => {
      const config =
        '[tool.pyright]\ninclude = ["."]\npythonVersion = "3.11"\ntypeCheckingMode = "strict"\n';
      await writeBelow(folder, [
        ...stampedOf(stampPython(modelOf(intentOf("state-machine.md", "python")), templates)),
        ["pyproject.toml", config],
        ["shop/__init__.py", ""],
        ["legal.py", textOf("legal.py")],
      ]);
      const python = join(pythonEnvironment(), "bin/python");
      const pyright = (): string =>
        spawnSync(
          process.execPath,
          [join(installation, "node_modules/pyright/index.js"), "--pythonpath", python],
          { cwd: folder, encoding: "utf8" },
        ).stdout;
      expect(pyright()).toContain("0 errors");
      const ran = spawnSync(python, ["legal.py"], { cwd: folder, encoding: "utf8" });
      expect([ran.status, ran.stderr]).toEqual([0, ""]);
      await writeBelow(folder, [["illegal.py", textOf("illegal.py")]]);
      const errors = pyright()
        .split("\n")
        .filter((line) => line.includes("illegal.py:") && !line.includes("is unknown"))
        .join("\n");
      expect(told(errors, /:(\d+):\d+ - (error)/g)).toEqual(refusedLines(textOf("illegal.py")));
    });
  },
);
