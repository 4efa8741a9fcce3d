import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { languages, type Language } from "#intent";
import { folderForFile, stampAll } from "../support/fleet/copy.ts";
import { prepareServices, type Startable } from "../support/fleet/prepare.ts";
import { flywheel, leftOut } from "../support/tools.ts";
import { kinds, nameOf, writeCustom, writeIntents, type Kind } from "../support/whole/universe.ts";

const skipped = leftOut(
  "every form, started for real",
  "cargo",
  "python",
  "nats-server",
  "postgresql",
);

/** What lays code out in each language, and what it looks at. */
const formatters: Readonly<Record<Language, readonly [string, ...string[]]>> = {
  python: [".venv/bin/ruff", "format", "--check", "."],
  rust: ["cargo", "fmt", "--check"],
  typescript: ["oxfmt", "--check", "src", "test"],
};

describe.skipIf(skipped)("every form, in three languages", () => {
  const folder = folderForFile("flywheel-whole-");
  const root = join(folder, "universe");
  const state = join(folder, "state");
  let services: readonly Startable[] = [];

  const serviceOf = (kind: Kind, language: Language): Startable => {
    const found = services.find(({ name }) => name === nameOf(kind, language));
    if (found === undefined) throw new Error(`there is no ${nameOf(kind, language)}`);
    return found;
  };

  beforeAll(async () => {
    writeIntents(root);
    stampAll(root, state);
    writeCustom(root);
    services = await prepareServices(root);
  }, 1_800_000);

  test.each(languages)("%s: its people would have laid it out so", { timeout: 120_000 }, (one) => {
    const [program, ...args] = formatters[one];
    for (const kind of kinds) {
      // A service of TypeScript that has no tests has no folder of them.
      const looked = kind === "whole" ? args : args.filter((arg) => arg !== "test");
      const { cwd } = serviceOf(kind, one);
      const { status, stdout, stderr } = spawnSync(program, looked, { cwd, encoding: "utf8" });
      expect([status, stdout + stderr], nameOf(kind, one)).toEqual([0, expect.anything()]);
    }
  });

  test.each(languages)("%s: every gate is green", { timeout: 900_000 }, (language) => {
    for (const kind of kinds) {
      const name = nameOf(kind, language);
      const { stdout } = flywheel(["mechanic", "gates", name, "--root", root, "--json"], { state });
      const { gates } = JSON.parse(stdout);
      const said = Array.from(gates, (gate: Readonly<Record<string, unknown>>) => [
        gate["gate"],
        gate["status"],
      ]);
      expect(said, stdout).toEqual([
        ["check", "passed"],
        ["lint", "passed"],
        ["test", kind === "whole" ? "passed" : expect.any(String)],
      ]);
    }
  });
});
