import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { delimiter, join } from "node:path";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { CheapUniverse } from "../../support/cheap-universe.ts";
import { git, keptFolder, stateOf, temporaryFolder } from "../../support/repository.ts";

// Each case runs several commands; on a loaded machine that takes a while.
vi.setConfig({ testTimeout: 180_000 });

let universe: CheapUniverse;
beforeAll(() => {
  universe = new CheapUniverse(keptFolder());
});
beforeEach(() => universe.restore());

interface Ended {
  readonly exit: number | null;
  readonly message: string;
  readonly cure: string;
}

/** Runs a command that must end in an error's document, and checks that no repository noticed it. */
function refused(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  states = (): unknown => universe.states(),
): Ended {
  const before = states();
  const ran = universe.run([...args, "--json"], { env });
  const { schema, error } = JSON.parse(ran.stdout);
  expect(schema).toBe("flywheel.error/1");
  expect(states()).toEqual(before);
  return { exit: ran.exit, message: error.message, cure: error.cure };
}

/** The document of a cascade that ended as it should. */
function cascaded(
  outcome: string,
  exit: number,
  args: readonly string[] = [],
): Record<string, unknown> & {
  unseen: string[];
  services: { name: string; outcome: string; notes: string[] }[];
  delivery: { refs: unknown[] };
} {
  const ran = universe.run(["cascade", "--json", "--quiet", ...args]);
  const document = JSON.parse(ran.stdout);
  expect([ran.exit, document.outcome], ran.stdout + ran.stderr).toEqual([exit, outcome]);
  return document;
}

/** A folder that holds every program of the PATH but git. */
function withoutGit(): string {
  const folder = temporaryFolder();
  for (const place of (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((path) => existsSync(path))) {
    for (const name of readdirSync(place))
      if (!name.startsWith("git") && !existsSync(join(folder, name)))
        symlinkSync(join(place, name), join(folder, name), "file");
  }
  return folder;
}

test("no git: what needs it says so, what does not goes on", () => {
  universe.change();
  const env = { PATH: withoutGit() };
  for (const args of [["plan"], ["cascade"], ["mechanic", "repair", "door"]]) {
    expect(refused(args, env)).toEqual({
      exit: 3,
      message: "git is not installed or not on the PATH",
      cure: expect.stringContaining("install git"),
    });
  }
  expect(universe.run(["forge", "check"], { env }).exit).toBe(0);
  expect(universe.run(["forge", "stamp", "--check"], { env }).exit).toBe(1);
  const doctor = universe.run(["doctor", "--json"], { env });
  expect([doctor.exit, JSON.parse(doctor.stdout).tools[0]]).toEqual([
    3,
    {
      name: "git",
      works: false,
      version: "",
      needs: "everything that compares or proposes",
      cure: "install git 2.30 or newer",
      optional: false,
    },
  ]);
  const begun = universe.run(["init", "begun", "--json"], { env, cwd: universe.folder });
  expect([begun.exit, existsSync(join(universe.folder, "begun/universe.lisp"))]).toEqual([0, true]);
});

test("a universe whose services stand in no repository", () => {
  for (const repository of universe.repositories())
    rmSync(join(repository, ".git"), { recursive: true });
  for (const args of [["plan"], ["cascade"]]) {
    expect(refused(args, {}, () => readFileSync(universe.intent("door"), "utf8"))).toMatchObject({
      exit: 3,
      message: expect.stringContaining("no git repository"),
      cure: expect.stringContaining("git init"),
    });
  }
});

test("one reached service in no repository", () => {
  rmSync(join(universe.service("door"), ".git"), { recursive: true });
  universe.change();
  const ended = refused(["cascade"], {}, () => stateOf(universe.service("greetings")));
  expect(ended).toMatchObject({
    exit: 3,
    message: expect.stringContaining("door stands in no git repository (services/door)"),
    cure: expect.stringContaining("git init"),
  });
  cascaded("proposed", 0, ["--except", "door"]);
});

test("an unborn branch", () => {
  rmSync(join(universe.service("door"), ".git"), { recursive: true });
  git(universe.service("door"), "init", "-q");
  universe.change();
  const states = (): unknown => [
    stateOf(universe.service("greetings")),
    git(universe.service("door"), "status", "--porcelain"),
  ];
  for (const args of [["plan"], ["cascade"]]) {
    expect(refused(args, {}, states)).toMatchObject({
      exit: 3,
      message: expect.stringContaining("services/door"),
      cure: expect.stringContaining("commit once"),
    });
  }
});

test("a detached HEAD is as good as a branch, and stays detached", () => {
  for (const repository of universe.repositories()) git(repository, "checkout", "-q", "--detach");
  universe.change();
  cascaded("proposed", 0);
  for (const repository of universe.repositories()) {
    expect(() => git(repository, "symbolic-ref", "-q", "HEAD")).toThrow();
    expect(git(repository, "status", "--porcelain")).toBe(
      repository.endsWith("greetings") ? "M intent.lisp" : "",
    );
  }
});

test("a dirty work tree: edited intents are carried, other files stay unseen and are named", () => {
  universe.change();
  universe.edit("services/door/package.json", (text) => `${text}\n`);
  writeFileSync(join(universe.service("door"), "notes with a space é.txt"), "mine\n");
  git(universe.service("greetings"), "add", "intent.lisp");
  const before = universe.repositories().map((folder) => git(folder, "status", "--porcelain"));
  const document = cascaded("proposed", 0);
  expect(document.unseen).toEqual([
    "services/door/notes with a space é.txt",
    "services/door/package.json",
  ]);
  expect(universe.repositories().map((folder) => git(folder, "status", "--porcelain"))).toEqual(
    before,
  );
  const names = git(universe.service("door"), "diff", "--name-only", "HEAD", "flywheel/epoch-1");
  expect(names).not.toContain("package.json");
  expect(git(universe.service("greetings"), "show", "flywheel/epoch-1:intent.lisp")).toContain(
    "mood",
  );
  expect(universe.run(["cascade"]).stdout).toContain(
    "left where they are: services/door/notes with a space é.txt",
  );
});

test("a repository that belongs to somebody else, one whose .git is empty, one that is damaged", (context) => {
  rmSync(join(universe.service("door"), ".git"), { recursive: true });
  mkdirSync(join(universe.service("door"), ".git"));
  const other = (): unknown => stateOf(universe.service("greetings"));
  expect(refused(["plan"], {}, other)).toMatchObject({
    exit: 3,
    message: expect.stringContaining("services/door/.git is no git repository"),
    cure: expect.stringContaining("git init"),
  });
  universe.restore();
  const objects = join(universe.service("door"), ".git/objects");
  const blob = git(universe.service("door"), "rev-parse", "HEAD:intent.lisp");
  const path = join(objects, blob.slice(0, 2), blob.slice(2));
  chmodSync(path, 0o644);
  writeFileSync(path, "garbage");
  const damaged = universe.run(["plan", "--json"]);
  expect([damaged.exit, JSON.parse(damaged.stdout).error]).toEqual([
    3,
    {
      message: expect.stringContaining("git cannot read"),
      cure: expect.stringContaining("git fsck"),
    },
  ]);
  universe.restore();
  if (process.getuid?.() !== 0) return context.skip("only root can give a repository away");
  git(universe.root, "init", "-q");
  universe.give("services/door", 12_345);
  const foreign = universe.run(["plan", "--json"]);
  expect([foreign.exit, JSON.parse(foreign.stdout).error]).toEqual([
    3,
    {
      message: expect.stringContaining("belongs to another user"),
      cure: expect.stringContaining("safe.directory"),
    },
  ]);
});

test("locks that a killed git left: the ref's own stops the delivery everywhere, the index's does not matter", () => {
  universe.change();
  const heads = join(universe.service("greetings"), ".git/refs/heads/flywheel");
  mkdirSync(heads, { recursive: true });
  const lock = join(heads, "epoch-1.lock");
  writeFileSync(lock, "");
  writeFileSync(join(universe.service("door"), ".git/index.lock"), "");
  const before = universe.states();
  const ran = universe.run(["cascade"]);
  expect(ran.exit, ran.stderr).toBe(1);
  expect(ran.stdout).toContain(
    "services/greetings would not take its draft branch, so no repository moved",
  );
  expect(ran.stdout).toContain("epoch-1.lock");
  expect(ran.stdout).toContain("flywheel sentinel resume");
  expect(universe.states()).toEqual(before);
  const again = JSON.parse(universe.run(["resume", "--json"]).stdout);
  expect(again).toMatchObject({
    outcome: "halted",
    delivery: { refused: { repository: "services/greetings" } },
  });
  rmSync(lock);
  expect(universe.run(["resume"]).exit).toBe(0);
  expect(universe.drafts()).toEqual({
    door: ["flywheel/epoch-1"],
    greetings: ["flywheel/epoch-1"],
  });
});

test("a person's branch named flywheel stands in the way of drafts, and is left alone", () => {
  universe.change();
  git(universe.service("door"), "branch", "flywheel");
  const before = universe.states();
  const ran = universe.run(["cascade"]);
  expect([ran.exit, ran.stdout]).toEqual([
    1,
    expect.stringContaining("services/door would not take its draft branch"),
  ]);
  expect(universe.states()).toEqual(before);
});

test("hooks, filters and monitors of the repositories never run", () => {
  const door = universe.service("door");
  const trap = join(universe.folder, "trap");
  for (const hook of [
    "pre-commit",
    "post-checkout",
    "reference-transaction",
    "post-index-change",
    "pre-auto-gc",
  ]) {
    const path = join(door, ".git/hooks", hook);
    mkdirSync(join(door, ".git/hooks"), { recursive: true });
    writeFileSync(path, `#!/bin/sh\ntouch ${trap}\n`);
    chmodSync(path, 0o755);
  }
  git(door, "config", "core.fsmonitor", `touch ${trap}; true`);
  git(door, "config", "filter.trap.clean", `touch ${trap}; cat`);
  git(door, "config", "filter.trap.smudge", `touch ${trap}; cat`);
  writeFileSync(join(door, ".git/info/attributes"), "intent.lisp filter=trap\n");
  universe.change();
  universe.edit("services/door/intent.lisp", (text) =>
    text.replace("(visitor string)", '(visitor string) (guest string :default "none")'),
  );
  cascaded("proposed", 0);
  expect(existsSync(trap)).toBe(false);
});
