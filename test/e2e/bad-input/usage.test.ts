import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test, vi } from "vitest";
import { CheapUniverse } from "../../support/cheap-universe.ts";
import { keptFolder } from "../../support/repository.ts";
import { builtCommand } from "../../support/tools.ts";

// Each case runs several commands; on a loaded machine that takes a while.
vi.setConfig({ testTimeout: 180_000 });

let universe: CheapUniverse;
beforeAll(() => {
  universe = new CheapUniverse(keptFolder());
  universe.change();
});

/** Each is answered with exit 2, says what is wrong, and touches nothing. */
const wrong: readonly (readonly [args: string, says: string])[] = [
  ["", "Usage: flywheel"],
  ["plon", "Did you mean plan?"],
  ["forge chekc", "Did you mean check?"],
  ["sentinel", "Usage: flywheel sentinel"],
  ["plan --jsn", "Did you mean --json?"],
  ["plan surplus", "too many arguments"],
  ["plan --base", "argument missing"],
  ["plan --base nowhere", "nowhere names no commit in services/door"],
  ["cascade --base nowhere", "give --base a revision that every repository has"],
  ["cascade --dry-run --base nowhere", "nowhere names no commit"],
  ["cascade --deliver land", "landing on main is not built yet"],
  ["cascade --deliver sideways", "use draft-branch or none"],
  ["cascade --engine replay", "the engine replay is not built yet"],
  ["cascade --engine magic", "there is no such engine"],
  ["cascade --except dor", "did you mean door?"],
  ["cascade --except zzzzzzz", "the services are door, greetings, lamp"],
  ["watch --engine magic", "there is no such engine"],
  ["watch --deliver land", "landing on main is not built yet"],
  ["forge stamp dor", "did you mean door?"],
  ["forge stamp --chek", "Did you mean --check?"],
  ["forge fmt surplus", "too many arguments"],
  ["forge check --root", "argument missing"],
  ["mechanic gates", "missing required argument 'service'"],
  ["mechanic gates greting", "did you mean greetings?"],
  ["mechanic repair", "missing required argument 'service'"],
  ["mechanic repair __proto__", "there is no service __proto__"],
  ["mechanic repair door --base nowhere", "nowhere names no commit"],
  ["status surplus", "too many arguments"],
  ["resume --epoch 1", "unknown option '--epoch'"],
  ["recover surplus", "too many arguments"],
  ["doctor --hard", "unknown option '--hard'"],
  ["demo --change everything", "use one of id, rename, default-field"],
  ["init .", "is not empty"],
  ["jarvis map", "jarvis map is not built yet"],
];

let before: Record<string, string>;
beforeAll(() => {
  before = universe.states();
});

test.each(wrong)("flywheel %s", (line, says) => {
  const args = line === "" ? [] : line.split(" ");
  const ran = universe.run(args);
  expect({ exit: ran.exit, stdout: ran.stdout }, ran.stderr).toEqual({ exit: 2, stdout: "" });
  expect(ran.stderr).toContain(says);
});

test.each(wrong)("flywheel %s --json is one document", (line, says) => {
  const args = line === "" ? [] : line.split(" ");
  // Where a value is missing, a flag behind it would be taken for it.
  const ran = universe.run(
    /--(?:base|root)$/.test(line)
      ? [...args.slice(0, -1), "--json", ...args.slice(-1)]
      : [...args, "--json"],
  );
  expect(ran.exit, ran.stderr).toBe(2);
  const document = JSON.parse(ran.stdout);
  expect(document.schema).toBe("flywheel.error/1");
  expect(`${document.error.message} ${document.error.cure}`).toContain(
    says.startsWith("Usage:") ? "unknown option '--json'" : says,
  );
});

test("none of them touched anything", () => {
  expect(universe.states()).toEqual(before);
});

test("each group is a binary of its own, and answers wrong words alike", () => {
  for (const group of ["forge", "mechanic", "sentinel", "jarvis"]) {
    const done = spawnSync(process.execPath, [builtCommand(group), "nonsense", "--json"], {
      encoding: "utf8",
    });
    expect(done.status).toBe(2);
    expect(JSON.parse(done.stdout).error.message).toContain("nonsense");
  }
});

test("help and version are no errors", () => {
  for (const args of [
    ["--help"],
    ["--version"],
    ["cascade", "--help"],
    ["sentinel", "plan", "--help"],
  ]) {
    const ran = universe.run(args);
    expect(ran.exit).toBe(0);
    expect(ran.stdout).not.toBe("");
  }
});

test("every command that needs a universe answers in one document where there is none", () => {
  const nowhere = universe.make("nowhere");
  for (const args of [
    ["plan"],
    ["cascade"],
    ["watch"],
    ["status"],
    ["resume"],
    ["recover"],
    ["forge", "check"],
    ["forge", "fmt"],
    ["forge", "stamp"],
    ["mechanic", "gates", "door"],
    ["mechanic", "repair", "door"],
  ]) {
    const ran = universe.run([...args, "--json"], { cwd: nowhere });
    expect(ran.exit, args.join(" ")).toBe(3);
    const { schema, error } = JSON.parse(ran.stdout);
    expect(schema).toBe("flywheel.error/1");
    expect(error.message).toContain("no universe.lisp in ");
    expect(error.cure).toContain("--root DIR");
  }
});

test("a root that does not stand, is a file, or comes from the environment", () => {
  const file = join(universe.root, "universe.lisp");
  const gone = universe.run(["plan", "--root", "/does/not/stand"]);
  expect([gone.exit, gone.stderr]).toEqual([
    3,
    expect.stringContaining("there is no folder /does/not/stand"),
  ]);
  const notFolder = universe.run(["plan", "--root", file]);
  expect([notFolder.exit, notFolder.stderr]).toEqual([
    3,
    expect.stringContaining("no universe.lisp in "),
  ]);
  const fromEnvironment = universe.run(["plan"], {
    cwd: universe.make("nowhere"),
    env: { UNIVERSE_ROOT: universe.root },
  });
  expect(fromEnvironment.exit, fromEnvironment.stderr).toBe(0);
  const empty = universe.run(["plan"], {
    cwd: universe.service("door"),
    env: { UNIVERSE_ROOT: "" },
  });
  expect(empty.exit, empty.stderr).toBe(0);
});

/** Runs a line of shell with `$flywheel` as the command. */
function shell(
  line: string,
  env: Readonly<Record<string, string>> = {},
): ReturnType<typeof spawnSync> & { stdout: string; stderr: string } {
  const all = {
    ...process.env,
    XDG_STATE_HOME: universe.state,
    ...universe.environment(),
    ...env,
    flywheel: `${process.execPath} ${builtCommand()}`,
    root: universe.root,
  };
  return spawnSync("bash", ["-c", `set -o pipefail; ${line}`], {
    env: all,
    encoding: "utf8",
    cwd: universe.root,
  });
}

test("a reader that closes its end early is no failure", () => {
  writeFileSync(universe.intent("lamp"), `(service lamp ${"(entity e) ".repeat(2000)}`);
  const long = shell("$flywheel forge check | head -1");
  universe.restore();
  universe.change();
  expect(long.stderr).toBe("");
  expect(long.status).toBe(1);
  expect(long.stdout.split("\n")).toHaveLength(2);
  const help = shell("$flywheel --help | head -1");
  expect([help.status, help.stderr]).toEqual([0, ""]);
  // Nobody reads at all, neither the document nor the progress.
  const deaf = shell("{ $flywheel cascade --json 2>&3 | true; } 3> >(true)");
  expect(deaf.stderr).toBe("");
  expect(Object.keys(universe.drafts()).sort()).toEqual(["door", "greetings"]);
});

test("NO_COLOR and --no-color are obeyed on a terminal, an empty NO_COLOR is none", (context) => {
  if (shell("script -qec true /dev/null").status !== 0)
    return context.skip("no `script` here to make a terminal");
  const colored = (env: Readonly<Record<string, string>>, flags = ""): boolean => {
    const { stdout } = shell(`script -qec "$flywheel plan ${flags}" /dev/null`, {
      TERM: "xterm-256color",
      ...env,
    });
    expect(stdout).toContain("greetings/Greeting.mood");
    return stdout.includes("\u001b[");
  };
  expect([
    colored({ NO_COLOR: "" }),
    colored({ NO_COLOR: "1" }),
    colored({ NO_COLOR: "" }, "--no-color"),
    colored({ NO_COLOR: "" }, "--json"),
  ]).toEqual([true, false, false, false]);
});
