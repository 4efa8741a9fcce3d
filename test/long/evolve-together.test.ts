import { expect, test } from "vitest";
import { HabitUniverse } from "../support/habit-universe.ts";
import { git, temporaryFolder } from "../support/repository.ts";

interface Found {
  readonly names: readonly string[];
  readonly proposed: boolean;
  readonly utility?: number;
  readonly together?: number;
  readonly draft?: { readonly ref?: string; readonly moved?: readonly { readonly name: string }[] };
}

/** What is learnt of a universe whose gates are red as soon as one of its functions names what is gone. */
async function learnt(): Promise<{ universe: HabitUniverse; findings: readonly Found[] }> {
  const universe = new HabitUniverse(temporaryFolder(), "root and services", "two functions");
  for (const thing of universe.things) await universe.renameAndMerge(thing);
  const done = await universe.run(["forge", "evolve", "--draft-pr", "--json"]);
  expect(done.exit, done.stderr).toBe(0);
  return { universe, findings: JSON.parse(done.stdout).findings };
}

test("two habits that one change breaks are learnt together, and proposed in one draft", async () => {
  const { universe, findings } = await learnt();
  expect(findings.map((one) => [one.names[0], one.proposed, one.utility])).toEqual([
    ["sameCoupon", true, 1],
    ["rowCoupon", true, 1],
  ]);
  const [first, second] = findings;
  expect(first?.together).toBeDefined();
  expect(second?.together).toBe(first?.together);
  expect(second?.draft).toEqual(first?.draft);
  expect(first?.draft?.moved).toHaveLength(12);
  const ref = first?.draft?.ref ?? "none";
  expect(universe.refs(universe.root).filter((one) => one.includes("evolve"))).toEqual([ref]);
  const template = git(
    universe.root,
    "show",
    `${ref}:flywheel/templates/entity/typescript.ts.template`,
  );
  expect(template).toContain("export function same«(name entity)»");
  expect(template).toContain("export function row«(name entity)»");
  for (const repository of universe.repositories())
    git(repository, "merge", "-q", "--ff-only", ref);
  const again = await universe.run(["forge", "evolve", "--json"]);
  expect(again.stdout).toContain("prints it already");
});
