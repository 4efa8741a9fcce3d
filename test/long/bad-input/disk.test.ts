import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { CheapUniverse } from "../../support/cheap-universe.ts";
import { git, keptFolder } from "../../support/repository.ts";
import { builtCommand } from "../../support/tools.ts";

// Each case runs several commands; on a loaded machine that takes a while.
vi.setConfig({ testTimeout: 180_000 });

let universe: CheapUniverse;
const mounted: string[] = [];
beforeAll(() => {
  // `git status` would write an index, which a full disk does not let it.
  vi.stubEnv("GIT_OPTIONAL_LOCKS", "0");
  universe = new CheapUniverse(keptFolder());
});
afterAll(() => {
  vi.unstubAllEnvs();
});
beforeEach(() => {
  rmSync(universe.cache, { recursive: true, force: true });
  universe.restore();
  universe.change();
});
afterEach(() => {
  for (const folder of mounted.splice(0)) spawnSync("umount", ["--lazy", folder]);
});

const nobodyMounts = "only root may mount a disk here; the limit on the size of files stands in";

/** A small disk of its own, mounted at `folder`; false where this machine lets nobody mount. */
function smallDisk(folder: string, options: string): boolean {
  mkdirSync(folder, { recursive: true });
  const done =
    spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], { stdio: "ignore" })
      .status === 0;
  if (done) mounted.push(folder);
  return done;
}

/** Writes until nothing more fits. */
function fill(folder: string, leave: number): string {
  const file = join(folder, "ballast");
  const { bavail, bsize } = statfs(folder);
  writeFileSync(file, Buffer.alloc(Math.max(0, bavail * bsize - leave)));
  return file;
}

const statfs = (folder: string): { bavail: number; bsize: number } => {
  const [bavail = 0, bsize = 0] = spawnSync("stat", ["-f", "-c", "%a %S", folder], {
    encoding: "utf8",
  })
    .stdout.trim()
    .split(" ")
    .map(Number);
  return { bavail, bsize };
};

/** A cascade on a full disk: exit 3, one document with a cure, no repository noticed; with space it goes on. */
function checkFull(ballast: string): void {
  const before = universe.states();
  const ran = universe.run(["cascade", "--json", "--quiet"]);
  expect(ran.exit, ran.stdout + ran.stderr).toBe(3);
  const { schema, error } = JSON.parse(ran.stdout);
  expect(schema).toBe("flywheel.error/1");
  expect(error.message).toMatch(/disk is full|cannot be (?:written|opened)/);
  expect(error.cure).toMatch(/space/);
  expect(universe.states()).toEqual(before);
  rmSync(ballast);
  checkGoesOn();
}

function checkGoesOn(): void {
  const resumed = universe.run(["resume", "--json"]);
  expect(resumed.exit, resumed.stdout + resumed.stderr).toBe(0);
  if (Object.keys(universe.drafts()).length === 0) {
    const again = universe.run(["cascade", "--json"]);
    expect([again.exit, JSON.parse(again.stdout).outcome], again.stdout + again.stderr).toEqual([
      0,
      "proposed",
    ]);
  }
  expect(Object.keys(universe.drafts()).sort()).toEqual(["door", "greetings"]);
  for (const repository of universe.repositories())
    expect(git(repository, "fsck", "--no-dangling")).toBe("");
}

const leaves = [0, 24, 64, 160];

test.for(leaves)("the state's disk has %d KiB left", (kib, context) => {
  if (!smallDisk(universe.state, "size=2m")) return context.skip(nobodyMounts);
  checkFullOrDone(fill(universe.state, kib * 1024));
});

test.for(leaves)("the cache's disk has %d KiB left", (kib, context) => {
  if (!smallDisk(universe.cache, "size=2m")) return context.skip(nobodyMounts);
  checkFullOrDone(fill(universe.cache, kib * 1024));
});

/** With a little space it may get through; then it must have proposed. */
function checkFullOrDone(ballast: string): void {
  const before = universe.states();
  const ran = universe.run(["cascade", "--json", "--quiet"]);
  if (ran.exit !== 0) {
    expect(ran.exit, ran.stdout + ran.stderr).toBe(3);
    const { schema, error } = JSON.parse(ran.stdout);
    expect([schema, error.message]).toEqual([
      "flywheel.error/1",
      expect.stringMatching(/disk is full|cannot be (?:written|opened)/),
    ]);
    expect(error.cure).toMatch(/space/);
    expect(universe.states()).toEqual(before);
  }
  rmSync(ballast);
  checkGoesOn();
}

test("the repositories' disk is full", (context) => {
  const all = join(universe.folder, "all");
  cpSync(all, join(universe.folder, "moved"), { recursive: true, verbatimSymlinks: true });
  if (!smallDisk(all, "size=8m")) return context.skip(nobodyMounts);
  cpSync(join(universe.folder, "moved"), all, { recursive: true, verbatimSymlinks: true });
  rmSync(join(universe.folder, "moved"), { recursive: true });
  checkFull(fill(all, 0));
});

test("stamping and formatting on a full disk leave the files as they were", (context) => {
  const all = join(universe.folder, "all");
  cpSync(all, join(universe.folder, "moved"), { recursive: true, verbatimSymlinks: true });
  if (!smallDisk(all, "size=8m")) return context.skip(nobodyMounts);
  cpSync(join(universe.folder, "moved"), all, { recursive: true, verbatimSymlinks: true });
  rmSync(join(universe.folder, "moved"), { recursive: true });
  universe.edit("services/door/intent.lisp", (text) =>
    text.replace("(language typescript)", "(language    typescript)"),
  );
  const ballast = fill(all, 0);
  const before = universe.states();
  for (const args of [
    ["forge", "stamp"],
    ["forge", "fmt"],
  ]) {
    const ran = universe.run([...args, "--json"]);
    expect([ran.exit, JSON.parse(ran.stdout).error], ran.stdout).toEqual([
      3,
      {
        message: expect.stringContaining("the disk is full"),
        cure: expect.stringContaining("space"),
      },
    ]);
    expect(universe.states()).toEqual(before);
  }
  rmSync(ballast);
  expect(universe.run(["forge", "stamp"]).exit).toBe(0);
});

test("a limit on the size of files, where nobody may mount a disk", () => {
  const before = universe.states();
  const env = { ...process.env, XDG_STATE_HOME: universe.state, ...universe.environment() };
  const ran = spawnSync(
    "bash",
    ["-c", `ulimit -f 24; exec "${process.execPath}" "${builtCommand()}" cascade --json --quiet`],
    { cwd: universe.root, env, encoding: "utf8" },
  );
  expect(ran.status, ran.stdout + ran.stderr).toBe(3);
  expect(JSON.parse(ran.stdout).error).toEqual({
    message: expect.stringMatching(/limit on a file's size|disk is full|cannot be/),
    cure: expect.stringMatching(/ulimit|space/),
  });
  expect(universe.states()).toEqual(before);
  checkGoesOn();
});

test("folders that cannot be written: exit 3, the path, and what to look at", () => {
  const places: Record<string, string> = {};
  const readOnly = join(universe.folder, "read-only");
  if (smallDisk(readOnly, "size=1m,ro")) places["read-only"] = readOnly;
  else {
    mkdirSync(readOnly, { recursive: true });
    chmodSync(readOnly, 0o555);
    if (process.getuid?.() !== 0) places["read-only"] = readOnly;
  }
  const file = join(universe.folder, "file");
  writeFileSync(file, "");
  places["file"] = file;
  const before = universe.states();
  for (const place of Object.values(places)) {
    for (const env of [{ XDG_STATE_HOME: place }, { XDG_CACHE_HOME: place }]) {
      const ran = universe.run(["cascade", "--json", "--quiet"], { env });
      expect(ran.exit, JSON.stringify(env) + ran.stdout + ran.stderr).toBe(3);
      const { message, cure } = JSON.parse(ran.stdout).error;
      expect(message).toContain(place);
      expect(cure).not.toBe("");
      expect(universe.states()).toEqual(before);
    }
    if (statSync(place).isDirectory()) {
      const init = universe.run(["init", join(place, "begun"), "--json"]);
      expect([init.exit, JSON.parse(init.stdout).error.message]).toEqual([
        3,
        expect.stringContaining(place),
      ]);
    }
  }
  expect(readdirSync(universe.folder).includes("read-only") && existsSync(readOnly)).toBe(true);
  checkGoesOn();
});
