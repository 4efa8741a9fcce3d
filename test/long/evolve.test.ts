import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { git, keptFolder, temporaryFolder, writeFiles } from "../support/repository.ts";
import { HabitUniverse } from "../support/habit-universe.ts";

interface EvolveDocument {
  readonly records: number;
  readonly findings: readonly {
    readonly cases: number;
    readonly proposed: boolean;
    readonly reason?: string;
    readonly utility?: number;
    readonly draft?: { readonly ref?: string; readonly reason?: string };
  }[];
}

const evolve = (universe: HabitUniverse, ...flags: string[]): EvolveDocument =>
  JSON.parse(universe.run(["forge", "evolve", "--json", ...flags]).stdout);

/** What a person works on: the branch, the index and the files. */
const worked = (repository: string): string =>
  [git(repository, "rev-parse", "HEAD"), git(repository, "status", "--porcelain")].join("\n");

const shared = keptFolder();
let made: HabitUniverse | undefined;

/** A universe in which six repairs of one kind were merged. */
async function habit(): Promise<HabitUniverse> {
  if (made !== undefined) return made;
  const universe = new HabitUniverse(shared, "root and services");
  for (const thing of universe.things.slice(0, 4)) await universe.renameAndMerge(thing);
  const few = evolve(universe);
  expect(few.findings.map((one) => [one.cases, one.proposed])).toEqual([[4, false]]);
  for (const thing of universe.things.slice(4)) await universe.renameAndMerge(thing);
  made = universe;
  return universe;
}

test("records come with the drafts, and dirty no checkout", async () => {
  const universe = await habit();
  for (const repository of universe.repositories())
    expect(git(repository, "status", "--porcelain")).toBe("");
  const lines = readFileSync(join(universe.root, "flywheel/repairs.jsonl"), "utf8")
    .trim()
    .split("\n");
  expect(lines.map((line) => JSON.parse(line).service)).toEqual(
    universe.things.map((thing) => `${thing}s`),
  );
  const found = universe.run(["jarvis", "memory", "search", "sameSeat", "rename-member", "--json"]);
  expect(found.exit, found.stderr).toBe(0);
  expect(JSON.parse(found.stdout).hits.map((hit: { service: string }) => hit.service)).toEqual([
    "seats",
  ]);
  expect(universe.run(["jarvis", "memory", "forget", "all"]).exit).toBe(2);
});

test("a draft stands in every repository or in none; nobody's branch or file moves", async () => {
  const universe = await habit();
  const before = universe.repositories().map(worked);
  const looked = evolve(universe);
  expect(looked.findings.map((one) => [one.cases, one.proposed, one.utility])).toEqual([
    [6, true, 1],
  ]);
  expect(
    universe
      .repositories()
      .flatMap((one) => universe.refs(one).filter((ref) => ref.includes("evolve"))),
  ).toEqual([]);
  const ref = evolve(universe, "--draft-pr").findings[0]?.draft?.ref ?? "none";
  for (const repository of universe.repositories()) {
    expect(universe.refs(repository)).toContain(ref);
    expect(git(repository, "rev-parse", `${ref}^`)).toBe(git(repository, "rev-parse", "HEAD"));
  }
  expect(universe.repositories().map(worked)).toEqual(before);
  const template = git(
    universe.root,
    "show",
    `${ref}:flywheel/templates/entity/typescript.ts.template`,
  );
  expect(template).toContain("export function same«(name entity)»");
  const moved = git(universe.service("seat"), "show", `${ref}:src/custom/same.ts`);
  expect(moved).toBe(
    'import type { Seat } from "../generated.ts";\nimport { sameSeat } from "../generated.ts";\nexport { sameSeat } from "../generated.ts";\n\nexport const twice = (it: Seat): boolean => sameSeat(it, it);',
  );
  expect(git(universe.service("seat"), "show", `${ref}:src/generated.ts`)).toContain(
    "export function sameSeat(",
  );
});

test("one service that is red with the template is enough for no draft at all", async () => {
  const universe = await habit();
  for (const repository of universe.repositories())
    for (const ref of universe.refs(repository)) git(repository, "update-ref", "-d", ref);
  const folder = universe.service("coupon");
  writeFiles(folder, { "behaviour.json": '{"tsc":"red"}' });
  git(folder, "commit", "-q", "-a", "-m", "its compiler has changed its mind");
  const [finding] = evolve(universe, "--draft-pr").findings;
  expect(finding?.proposed).toBe(true);
  expect(finding?.draft?.reason).toContain("coupons is red");
  expect(universe.repositories().flatMap((one) => universe.refs(one))).toEqual([]);
  git(folder, "revert", "--no-edit", "HEAD");
});

test("what was merged is not proposed again", async () => {
  const universe = await habit();
  const ref = evolve(universe, "--draft-pr").findings[0]?.draft?.ref ?? "none";
  for (const repository of universe.repositories())
    git(repository, "merge", "-q", "--ff-only", ref);
  expect(universe.run(["forge", "stamp", "--check"]).exit).toBe(0);
  const [finding] = evolve(universe, "--draft-pr").findings;
  expect(finding?.proposed).toBe(false);
  expect(finding?.reason).toContain("prints it already");
});

test("a template that makes custom code longer is not proposed, and the report says so", async () => {
  const universe = new HabitUniverse(temporaryFolder(), "root and services", "brief");
  for (const thing of universe.things.slice(0, 5)) await universe.renameAndMerge(thing);
  const [finding] = evolve(universe, "--draft-pr").findings;
  expect(finding?.proposed).toBe(false);
  expect(finding?.reason).toMatch(/worse: custom code grows from \d+ to \d+ lines/);
  expect(finding?.draft).toBeUndefined();
  expect(universe.refs(universe.root).filter((ref) => ref.includes("evolve"))).toEqual([]);
});

test("without a repository at the root the records wait in the state folder, and a template has nowhere to stand", async () => {
  const universe = new HabitUniverse(temporaryFolder(), "services");
  for (const thing of universe.things.slice(0, 5)) await universe.renameAndMerge(thing);
  expect(existsSync(join(universe.root, "flywheel"))).toBe(false);
  const [finding] = evolve(universe, "--draft-pr").findings;
  expect(finding?.utility).toBe(1);
  expect(finding?.draft?.reason).toContain("nowhere to stand");
});
