import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isSound, loadUniverse, obstacles, planDocument, sense, type Sensed } from "#sentinel";
import { createHost } from "../../cli/host/index.ts";
import { git, repositoryWith, temporaryFolder, writeFiles } from "../support/repository.ts";
import { shippedTemplates } from "../support/stamp-python.ts";

const service = (name: string, forms: string): string =>
  `(lang intent 1.0)\n\n(service ${name} (language typescript) ${forms})\n`;
const held = (type: string): string =>
  service("middle", `(entity Held (id ${type} :key)) (rpc get (out Held))`);

/** `user` uses `middle`, and nobody uses `alone`; each in a folder of `below`. */
const standing = (below: string): Record<string, string> => ({
  [`${below}/middle/intent.lisp`]: held("i64"),
  [`${below}/user/intent.lisp`]: service("user", "(uses middle (rpc get))"),
  [`${below}/alone/intent.lisp`]: service("alone", "(entity Lone (id i64 :key))"),
});

const universe = (...globs: string[]): Record<string, string> => ({
  "universe.lisp": `(lang intent 1.0)\n\n(universe u (services ${globs.map((glob) => `"${glob}"`).join(" ")}))\n`,
});

async function sensed(root: string): Promise<Sensed> {
  const host = createHost();
  const loaded = await loadUniverse(host, root);
  if (!isSound(loaded)) throw new Error(loaded.diagnostics.map(({ code }) => code).join(" "));
  return sense(host, loaded, await shippedTemplates());
}

/** What a plan says after `change` of what was committed: the changes, and whom they reach. */
async function check(
  files: Readonly<Record<string, string>>,
  change: (root: string) => void,
  delta: readonly string[],
  reached: readonly string[],
): Promise<void> {
  const root = temporaryFolder();
  repositoryWith(root, files);
  change(root);
  const plan = planDocument(await sensed(root));
  expect(plan.delta.map(({ kind, symbol }) => `${kind} ${symbol}`)).toEqual(delta);
  expect(plan.services.map(({ name }) => name)).toEqual(reached);
}

const one = { ...universe("services/*"), ...standing("services") };
const move = (root: string, from: string, to: string): void => {
  mkdirSync(join(root, to, ".."), { recursive: true });
  renameSync(join(root, from), join(root, to));
};
const retyped = ["field-retyped middle/Held.id"];
const both = ["middle", "user"];

test("a service whose folder is removed is gone", () =>
  check(
    one,
    (root) => rmSync(join(root, "services/alone"), { recursive: true }),
    ["service-removed alone"],
    [],
  ));

test("a service whose folder is called otherwise is the same one", () =>
  check(one, (root) => move(root, "services/middle", "services/centre"), [], []));

test("a service that moved and changed reaches those who use it", () =>
  check(
    one,
    (root) => {
      move(root, "services/middle", "services/centre");
      writeFiles(root, { "services/centre/intent.lisp": held("uuid") });
    },
    retyped,
    both,
  ));

test("an intent in a file of another name is the same one", () =>
  check(
    one,
    (root) => {
      rmSync(join(root, "services/middle/intent.lisp"));
      writeFiles(root, { "services/middle/middle.intent.lisp": held("uuid") });
    },
    retyped,
    both,
  ));

test.each([
  ["a folder by name", ["services/middle", "services/user", "services/*one", "moved/*"]],
  ["folders in all folders of a kind", ["*/*"]],
  ["all folders", ["**"]],
  ["dots and slashes", ["./services//*", "moved/*"]],
])("a service that moved is found where %s is named", (_, globs) =>
  check(
    { ...universe(...globs), ...standing("services"), "moved/other/intent.lisp": service("o", "") },
    (root) => {
      move(root, "services/middle", "moved/middle");
      writeFiles(root, { "moved/middle/intent.lisp": held("uuid") });
    },
    retyped,
    both,
  ),
);

test("services at the top of a universe that is part of a repository", () =>
  check(
    { ...universe("*"), ...standing(".") },
    (root) => rmSync(join(root, "alone"), { recursive: true }),
    ["service-removed alone"],
    [],
  ));

test("a repository that holds several services", async () => {
  const root = temporaryFolder();
  writeFiles(root, universe("teams/*/*"));
  repositoryWith(join(root, "teams/one"), standing("."));
  move(root, "teams/one/middle", "teams/one/centre");
  writeFiles(root, { "teams/one/centre/intent.lisp": held("uuid") });
  rmSync(join(root, "teams/one/alone"), { recursive: true });
  const plan = planDocument(await sensed(root));
  expect(plan.delta.map(({ kind }) => kind)).toEqual(["service-removed", "field-retyped"]);
});

test("what came to stand in a repository of its own is read there", async () => {
  const root = temporaryFolder();
  repositoryWith(root, one);
  repositoryWith(join(root, "services/middle"), {});
  writeFiles(root, { "services/middle/intent.lisp": held("uuid") });
  const plan = planDocument(await sensed(root));
  expect(plan.delta.map(({ symbol }) => symbol)).toEqual(["middle/Held.id"]);
});

test("a folder that only tools fill, a link and a submodule are no services that went", () =>
  check(
    { ...one, "services/docs/README.md": "Nothing.", "services/target/intent.lisp": "no intent" },
    (root) => rmSync(join(root, "services/docs"), { recursive: true }),
    [],
    [],
  ));

test("a cascade waits for a move to be committed", async () => {
  const root = temporaryFolder();
  repositoryWith(root, one);
  move(root, "services/middle", "services/centre");
  writeFiles(root, { "services/centre/intent.lisp": held("uuid") });
  expect(obstacles(await sensed(root), both)).toEqual([
    {
      message: "middle moved from services/middle to services/centre, and no commit says so yet",
      cure: "commit the move with the service's code; the change itself may stay uncommitted",
    },
  ]);
  writeFiles(root, { "services/centre/intent.lisp": held("i64") });
  git(root, "add", "-A");
  git(root, "commit", "-q", "-m", "moved");
  writeFiles(root, { "services/centre/intent.lisp": held("uuid") });
  expect(obstacles(await sensed(root), both)).toEqual([]);
});
