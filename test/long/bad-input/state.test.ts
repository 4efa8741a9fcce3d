import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { CheapUniverse } from "../../support/cheap-universe.ts";
import { keptFolder, temporaryFolder } from "../../support/repository.ts";
import { ended } from "../../support/small-universe.ts";

// Each case runs several commands; on a loaded machine that takes a while.
vi.setConfig({ testTimeout: 180_000 });

let universe: CheapUniverse;
beforeAll(() => {
  universe = new CheapUniverse(keptFolder());
});
beforeEach(() => {
  universe.restore();
  universe.change();
});

const both = (epoch: number): Record<string, string[]> => ({
  door: [`flywheel/epoch-${epoch}`],
  greetings: [`flywheel/epoch-${epoch}`],
});

test("a journal that is damaged in the middle stops every cascade until a person has looked", () => {
  expect(universe.run(["cascade", "--quiet"]).exit).toBe(0);
  const journal = join(universe.stateFolder(), "runs/1/journal.jsonl");
  writeFileSync(journal, readFileSync(journal, "utf8").replace("PREPARED", "PREPARE?"));
  universe.change("more");
  const before = universe.states();
  for (const args of [["cascade"], ["resume"], ["recover"]]) {
    const ran = universe.run([...args, "--json"]);
    expect(ran.exit).toBe(3);
    expect(JSON.parse(ran.stdout).error).toEqual({
      message: `the journal of epoch 1 is damaged at line 2: ${journal}`,
      cure: expect.stringContaining("remove this journal"),
    });
  }
  expect(universe.run(["plan"]).exit).toBe(0);
  expect(universe.run(["status"]).exit).toBe(0);
  expect(universe.states()).toEqual(before);
  rmSync(journal);
  expect(universe.run(["cascade", "--quiet"]).exit).toBe(0);
  expect(universe.drafts()).toEqual(both(2));
});

test("a task board that is no database, and a record that is no record", () => {
  expect(universe.run(["cascade", "--quiet"]).exit).toBe(0);
  const board = join(universe.stateFolder(), "board.sqlite");
  writeFileSync(board, "not a database at all, whatever its name says".repeat(200));
  universe.change("more");
  const before = universe.states();
  const ran = universe.run(["cascade", "--json"]);
  expect([ran.exit, JSON.parse(ran.stdout).error]).toEqual([
    3,
    { message: `${board}: it is no database`, cure: expect.stringContaining("move it away") },
  ]);
  expect(universe.states()).toEqual(before);
  for (const suffix of ["", "-wal", "-shm"]) rmSync(board + suffix, { force: true });
  writeFileSync(join(universe.stateFolder(), "runs/1/run.json"), "{ half");
  expect(universe.run(["status"]).exit).toBe(0);
  expect(universe.run(["cascade", "--quiet"]).exit).toBe(0);
  expect(Object.keys(universe.drafts()).sort()).toEqual(["door", "greetings"]);
});

test("a delivery lock of a dead process, one without a name, and one of a process that lives", async () => {
  expect(universe.run(["cascade", "--quiet"]).exit).toBe(0);
  const lock = join(universe.stateFolder(), "delivery.lock");
  const dead = spawnSync(process.execPath, ["-p", "process.pid"], {
    encoding: "utf8",
  }).stdout.trim();
  for (const [round, owner] of [dead, "", "garbage"].entries()) {
    writeFileSync(lock, `${owner}\n`);
    universe.change(`again${round}`);
    expect(universe.run(["cascade", "--quiet"]).exit).toBe(0);
    expect(existsSync(lock)).toBe(false);
    expect(universe.drafts()).toEqual(both(round + 2));
  }
  writeFileSync(lock, `${process.pid}\n`);
  universe.change("last");
  const child = universe.start(["cascade", "--quiet"]);
  const done = ended(child);
  await new Promise((resolve) => setTimeout(resolve, 3000));
  expect(universe.drafts()).toEqual(both(4));
  rmSync(lock);
  expect(await done).toEqual({ exit: 0, signal: null });
  expect(universe.drafts()).toEqual(both(5));
});

test("two cascades at the same time end in one complete set of drafts", async () => {
  const children = [
    universe.start(["cascade", "--json", "--quiet"]),
    universe.start(["cascade", "--json", "--quiet"]),
  ];
  const outputs = children.map((child) => {
    const output = { text: "" };
    child.stdout?.on("data", (chunk: Buffer) => (output.text += chunk.toString()));
    return output;
  });
  const exits = await Promise.all(children.map(ended));
  const outcomes = outputs.map((output) => JSON.parse(output.text).outcome);
  for (const [index, outcome] of outcomes.entries())
    expect([outcome, exits[index]?.exit]).toEqual([outcome, outcome === "preempted" ? 1 : 0]);
  expect(outcomes).toContain("proposed");
  const drafts = Object.values(universe.drafts());
  expect(drafts).toHaveLength(2);
  expect(new Set(drafts.flat()).size).toBe(1);
});

test.each(["one", "around"] as const)(
  "paths with spaces and letters of all kinds, repository layout: %s",
  (layout) => {
    const made = new CheapUniverse(
      temporaryFolder("flywheel tést ünï-"),
      layout,
      "mein Üniversum 宇宙",
    );
    made.change();
    const [repository = ""] = made.repositories();
    writeFileSync(join(repository, "not ours é.txt"), "mine\n");
    mkdirSync(join(made.root, "services/notes"), { recursive: true });
    const before = made.states();
    const ran = made.run(["cascade", "--json", "--quiet"]);
    const document = JSON.parse(ran.stdout);
    expect([ran.exit, document.outcome], ran.stdout + ran.stderr).toEqual([0, "proposed"]);
    expect(document.delivery.refs.map((ref: { ref: string }) => ref.ref)).toEqual([
      "refs/heads/flywheel/epoch-1",
    ]);
    expect(document.unseen).toEqual(layout === "one" ? ["not ours é.txt"] : []);
    const strip = (states: Record<string, string>): string[] =>
      Object.values(states).map((state) => JSON.stringify({ ...JSON.parse(state), refs: "" }));
    expect(strip(made.states())).toEqual(strip(before));
  },
);
