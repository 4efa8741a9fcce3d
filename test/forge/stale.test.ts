import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyClean } from "../support/fleet/copy.ts";
import { temporaryFolder } from "../support/repository.ts";
import { flywheel, installation } from "../support/tools.ts";

interface Case {
  readonly name: string;
  /** Makes the universe below a folder, and gives its root. */
  readonly make: (folder: string) => string;
}

const cases: readonly Case[] = [
  { name: "the example as it is checked in", make: () => join(installation, "universe.example") },
  {
    name: "a new universe",
    make: (folder) => {
      const root = join(folder, "fresh");
      const made = flywheel(["init", root], { state: join(folder, "state") });
      expect(made.exit, made.stderr + made.stdout).toBe(0);
      return root;
    },
  },
  {
    name: "what a new universe starts from, stamped once",
    make: (folder) => {
      const root = join(folder, "new");
      copyClean("universe.new", root);
      expect(
        flywheel(["forge", "stamp", "--root", root], { state: join(folder, "state") }).exit,
      ).toBe(0);
      return root;
    },
  },
];

test.each(cases)("nothing is stale: $name", ({ make }) => {
  const folder = temporaryFolder();
  const root = make(folder);
  const { exit, stdout } = flywheel(["forge", "stamp", "--check", "--json", "--root", root], {
    state: join(folder, "state"),
  });
  const {
    services,
  }: { services: readonly { name: string; files: readonly { path: string; status: string }[] }[] } =
    JSON.parse(stdout);
  expect(services.length).toBeGreaterThan(1);
  for (const { files } of services)
    expect(files.filter(({ status }) => status === "unchanged").length).toBeGreaterThan(0);
  expect(
    services.flatMap(({ files }) => files.filter(({ status }) => status !== "unchanged")),
  ).toEqual([]);
  expect(exit).toBe(0);
});

test("an edited stamp is found stale, and only that", () => {
  const folder = temporaryFolder();
  const root = join(folder, "example");
  copyClean("universe.example", root);
  const path = "services/users/src/generated.rs";
  writeFileSync(join(root, path), `${readFileSync(join(root, path), "utf8")}// by hand\n`);
  const { exit, stdout } = flywheel(["forge", "stamp", "--check", "--root", root], {
    state: join(folder, "state"),
  });
  expect(stdout).toContain(`stale ${path}`);
  expect(stdout.match(/^stale /gm)).toHaveLength(1);
  expect(exit).toBe(1);
});
