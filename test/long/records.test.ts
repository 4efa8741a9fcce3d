import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { HabitUniverse } from "../support/habit-universe.ts";
import { git, temporaryFolder } from "../support/repository.ts";

interface Read {
  readonly records: number;
  readonly waiting: number;
}

function read(universe: HabitUniverse): Read {
  const done = universe.run(["forge", "evolve", "--json"]);
  expect(done.exit, done.stdout + done.stderr).toBe(0);
  const { records, waiting }: Read = JSON.parse(done.stdout);
  return { records, waiting };
}

test("a change that is cascaded again and again is one record, and counts once it is merged", async () => {
  const universe = new HabitUniverse(temporaryFolder(), "services");
  universe.rename("seat");
  for (let times = 0; times < 3; times++) await universe.cascade();
  expect(read(universe)).toEqual({ records: 0, waiting: 1 });
  universe.merge("seat");
  expect(read(universe)).toEqual({ records: 1, waiting: 0 });
  // Thrown away: the draft of a later change replaces it, and nobody ever merged it.
  universe.rename("order");
  await universe.cascade();
  git(universe.service("order"), "checkout", "-q", "--", "intent.lisp");
  await universe.renameAndMerge("ticket");
  expect(read(universe)).toEqual({ records: 2, waiting: 1 });
  const found = universe.run(["jarvis", "memory", "search", "sameOrder", "--json"]);
  expect(JSON.parse(found.stdout).hits).toEqual([]);
});

test("a draft that was squashed, with other code around it, is merged too", async () => {
  const universe = new HabitUniverse(temporaryFolder(), "services");
  universe.rename("seat");
  await universe.cascade();
  const folder = universe.service("seat");
  git(folder, "checkout", "-q", "--", "intent.lisp");
  git(folder, "merge", "-q", "--squash", universe.refs(folder)[0] ?? "");
  const path = join(folder, "src/custom/same.ts");
  writeFileSync(path, `${readFileSync(path, "utf8")}\nexport const more = 1;\n`);
  git(folder, "commit", "-q", "-a", "-m", "the new name, and more");
  git(folder, "rm", "-q", "src/custom/other.ts");
  git(folder, "commit", "-q", "-m", "later work");
  expect(read(universe)).toEqual({ records: 1, waiting: 0 });
});

test("a broken file of records is told by the cascade that cannot add to it", async () => {
  const universe = new HabitUniverse(temporaryFolder(), "root and services");
  await universe.renameAndMerge("seat");
  await universe.renameAndMerge("order");
  const path = join(universe.root, "flywheel/repairs.jsonl");
  const [, second = ""] = readFileSync(path, "utf8").split("\n");
  writeFileSync(path, `${second}\n`);
  git(universe.root, "commit", "-q", "-a", "-m", "a line is gone");
  universe.rename("ticket");
  const done = await universe.cascade();
  expect(done.stdout).toContain(
    "1 repair was not recorded: line 1 of flywheel/repairs.jsonl is out of order",
  );
});
