import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder, writeFiles } from "../support/repository.ts";
import { SmallUniverse } from "../support/small-universe.ts";
import { builtCommand, flywheel, installation } from "../support/tools.ts";

/** A folder for the PATH whose `git` writes down each call before it does it. */
function countingGit(folder: string): { readonly path: string; readonly calls: () => string[] } {
  const log = join(folder, "calls");
  const shim = join(folder, "shim");
  const real = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
  writeFiles(shim, { git: `#!/bin/sh\necho "$@" >> '${log}'\nexec '${real}' "$@"\n` });
  chmodSync(join(shim, "git"), 0o755);
  return {
    path: `${shim}${delimiter}${process.env["PATH"] ?? ""}`,
    calls: () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []),
  };
}

test("a plan starts one process when nothing must be walked back", () => {
  const folder = temporaryFolder();
  const universe = new SmallUniverse(folder);
  universe.rename();
  const git = countingGit(folder);
  const args = ["plan", "--json", "--root", universe.root];
  const done = flywheel(args, { state: universe.state, env: { PATH: git.path } });
  expect(done.exit, done.stderr).toBe(0);
  expect(JSON.parse(done.stdout).services.map((one: { name: string }) => one.name)).toEqual([
    "greetings",
    "door",
    "porch",
  ]);
  expect(git.calls()).toEqual([expect.stringMatching(/ cat-file --batch$/)]);
});

test("digests are remembered, and a memory that is damaged changes nothing", () => {
  const folder = temporaryFolder();
  const universe = new SmallUniverse(folder);
  universe.rename();
  const cache = temporaryFolder();
  const memory = join(cache, "flywheel/code/digests.json");
  const plan = (): string => {
    const args = ["plan", "--json", "--root", universe.root];
    const done = flywheel(args, { state: universe.state, env: { XDG_CACHE_HOME: cache } });
    expect(done.stderr).toBe("");
    expect(done.exit).toBe(0);
    return done.stdout;
  };
  const first = plan();
  const kept = readFileSync(memory, "utf8");
  for (const text of [kept, "", "no list", "[1, [2, 3], [4]]", kept.slice(0, 99)]) {
    writeFileSync(memory, text);
    expect(plan()).toBe(first);
    expect(new Map(JSON.parse(readFileSync(memory, "utf8")))).toEqual(new Map(JSON.parse(kept)));
  }
});

test("a version is told by the launcher alone", () => {
  const folder = temporaryFolder();
  for (const name of ["flywheel.js", "package.json"])
    cpSync(join(installation, "dist", name), join(folder, name));
  const said = execFileSync(process.execPath, [join(folder, "flywheel.js"), "--version"]);
  const { version } = JSON.parse(readFileSync(join(installation, "package.json"), "utf8"));
  expect(said.toString()).toBe(`${version}\n`);
});

/** A universe of `services` services, each wrong in a hundred places: much to print. */
function wrongUniverse(root: string, services: number): string {
  const forms = Array.from({ length: 100 }, (_, index) => `  (entty Thing${index} (id i64 :key))`);
  writeFiles(root, {
    "universe.lisp":
      '(lang intent 1.0)\n\n(universe wrong "Wrong."\n  (services "services/*")\n  (sandbox none)\n  (delivery draft-branch))\n',
  });
  for (let index = 0; index < services; index++) {
    const text = `(lang intent 1.0)\n\n(service one-${index} "One." (language rust)\n${forms.join("\n")})\n`;
    writeFiles(root, { [`services/one-${index}/intent.lisp`]: text });
  }
  return root;
}

test("all that is printed arrives, however late it is read", () => {
  const root = wrongUniverse(temporaryFolder(), 10);
  const command = `"$0" "$1" check --json --root "$2" | (sleep 1; cat)`;
  const words = [process.execPath, builtCommand(), root];
  const read = execFileSync("sh", ["-c", command, ...words], { encoding: "utf8" });
  expect(read.length).toBeGreaterThan(64 * 1024);
  expect(JSON.parse(read).diagnostics.length).toBeGreaterThanOrEqual(1000);
});

test("compiled code is kept, made anew under other flags, and done without where it cannot be", () => {
  const root = wrongUniverse(temporaryFolder(), 1);
  const check = (cache: string, ...options: string[]): void => {
    const env = { ...process.env, XDG_CACHE_HOME: cache };
    const words = [...options, builtCommand(), "check", "--root", root, "--no-color"];
    const done = spawnSync(process.execPath, words, { env, encoding: "utf8" });
    expect(done.stderr).toBe("");
    expect(done.stdout).toContain("entty");
    expect(done.status).toBe(1);
  };
  const cache = temporaryFolder();
  const kept = (): string[] => readdirSync(join(cache, "flywheel/code"));
  check(cache);
  const [name = ""] = kept();
  check(cache);
  check(cache, "--no-opt");
  expect(kept()).toEqual([]);
  check(cache, "--no-opt");
  expect(kept()).toEqual([name]);
  writeFileSync(join(cache, "flywheel/code", name), "no code at all");
  check(cache);
  check(cache);
  expect(readFileSync(join(cache, "flywheel/code", name)).length).toBeGreaterThan(100_000);
  writeFileSync(join(cache, "file"), "");
  check(join(cache, "file"));
  check("/proc/no-such-folder");
  mkdirSync(join(cache, "other/flywheel/code", name), { recursive: true });
  check(join(cache, "other"));
});

test("what does not fit is not kept in part", () => {
  const root = wrongUniverse(temporaryFolder(), 1);
  const cache = temporaryFolder();
  const env = { ...process.env, XDG_CACHE_HOME: cache };
  // Blocks of 1 KiB; the compiled code is larger.
  const limited = `ulimit -f 100; exec "$0" "$1" check --root "$2"`;
  const words = ["-c", limited, process.execPath, builtCommand(), root];
  const done = spawnSync("bash", words, { env, encoding: "utf8" });
  expect(done.stderr).toBe("");
  expect(done.status).toBe(1);
  expect(readdirSync(join(cache, "flywheel/code"))).toEqual([]);
});
