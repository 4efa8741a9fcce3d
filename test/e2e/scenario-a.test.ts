import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { RepairEdit } from "#intent";
import { git, repositoryWith, temporaryFolder } from "../support/repository.ts";
import { flywheel, installation, leftOut } from "../support/tools.ts";

// Scenario A with nothing stood in for: a real universe, real stamps, the service's own compiler.

const cases = join(installation, "test/cases");
const example = join(installation, "universe.example/services");

const users = `(lang intent 1.0)

(service users
  "Who visits."
  (language rust)

  (entity UserProfile
    (id i32 :key)
    (display-name string)
    (login-count i32))

  (rpc get-user
    (in (id UserProfile.id))
    (out UserProfile)))
`;

const shop = `(lang intent 1.0)

(service shop
  "Writes letters."
  (language typescript)

  (uses users (rpc get-user) (entity UserProfile))

  (entity Letter
    (number i32 :key)
    (text string))

  (rpc last-letter
    (in (user-id users/UserProfile.id))
    (out Letter)))
`;

const shopTest = `import assert from "node:assert/strict";
import { test } from "node:test";

import { CustomShop } from "../src/custom.ts";
import { aUserProfile } from "../src/generated.users.ts";

test("a shop opens without letters", () => {
  const shop = new CustomShop({ getUser: async ({ id }) => aUserProfile({ id }) });
  assert.ok(shop.greet.length > 0);
});
`;

/** The hand-written file of the TypeScript fixture, which says its intents too. */
function fixture(): string {
  const bundle = readFileSync(join(cases, "scenario-a/typescript.txt"), "utf8");
  return bundle.slice(bundle.indexOf("=== file src/custom.ts\n")).split("\n").slice(1).join("\n");
}

interface Scenario {
  readonly service: string;
  readonly file: string;
  readonly files: Readonly<Record<string, string>>;
  /** Codes that the compiler gives after the stamp. */
  readonly errors: readonly string[];
  /** What a person would write: line, what stood there, what stands there then. */
  readonly gold: readonly string[];
}

const rust: Scenario = {
  service: "users",
  file: "services/users/src/custom.rs",
  files: {
    "Cargo.toml": readFileSync(join(example, "users/Cargo.toml"), "utf8"),
    "src/lib.rs": "pub mod custom;\npub mod generated;\n",
    "src/custom.rs": readFileSync(join(cases, "repair-rust/scenario-a/custom.rs"), "utf8"),
    ".gitignore": "/target/\n/Cargo.lock\n",
  },
  errors: ["E0308", "E0308"],
  gold: ["10: i32 → String", "24: + .clone()", "35: i32 → str"],
};

const typescript: Scenario = {
  service: "shop",
  file: "services/shop/src/custom.ts",
  files: {
    "package.json": readFileSync(join(example, "billing/package.json"), "utf8"),
    "tsconfig.json": readFileSync(join(example, "billing/tsconfig.json"), "utf8"),
    "src/custom.ts": fixture(),
    "test/shop.test.ts": shopTest,
    ".gitignore": "node_modules\n",
  },
  errors: ["TS2322", "TS2345"],
  gold: ["11: number → string", "18: number → string", "29: number → string"],
};

/** One edit as a person would note it. */
function note(text: string, { start, end, text: after }: RepairEdit): string {
  const line = text.slice(0, start).split("\n").length;
  const before = text.slice(start, end);
  return `${line}: ${before === "" ? "+" : `${before} →`} ${after}`;
}

interface Repaired {
  readonly outcome: string;
  readonly edits: readonly RepairEdit[];
  readonly holes: readonly unknown[];
}
const isRepaired = (value: unknown): value is Repaired =>
  typeof value === "object" && value !== null && "edits" in value && "outcome" in value;

/** The universe of the scenario, stamped, committed, its compiler content; then the one line is edited. */
function universe(scenario: Scenario): { root: string; state: string } {
  const root = join(temporaryFolder(), "universe");
  const state = temporaryFolder();
  const own = Object.entries(scenario.files).map(([path, text]): [string, string] => [
    `services/${scenario.service}/${path}`,
    text,
  ]);
  repositoryWith(root, {
    "universe.lisp":
      '(lang intent 1.0)\n\n(universe scenario\n  (services "services/*")\n  (sandbox none))\n',
    "services/users/intent.lisp": users,
    "services/shop/intent.lisp": shop,
    ...Object.fromEntries(own),
  });
  const stamped = flywheel(["forge", "stamp"], { state, cwd: root });
  expect(stamped.exit, stamped.stderr + stamped.stdout).toBe(0);
  git(root, "add", "-A");
  git(root, "commit", "-q", "-m", "stamped");
  const intent = join(root, "services/users/intent.lisp");
  writeFileSync(intent, users.replace("(id i32 :key)", "(id string :key)"));
  return { root, state };
}

/** Codes of the errors that the service's own compiler gives over the work tree, by file. */
function compilerErrors(root: string, state: string, service: string): string[] {
  const { stdout } = flywheel(["mechanic", "gates", service, "--json"], { state, cwd: root });
  const report: unknown = JSON.parse(stdout);
  if (typeof report !== "object" || report === null || !("gates" in report))
    throw new Error(stdout);
  const gates: unknown = report.gates;
  if (!Array.isArray(gates)) throw new Error(stdout);
  const diagnostics: { code: string; file: string; severity: string }[] =
    gates[0]?.diagnostics ?? [];
  return diagnostics
    .filter((one) => one.severity === "error")
    .map((one) => `${one.file} ${one.code}`);
}

async function check(scenario: Scenario): Promise<void> {
  const { service, file, errors, gold } = scenario;
  const { root, state } = universe(scenario);
  expect(flywheel(["forge", "stamp"], { state, cwd: root }).exit).toBe(0);
  expect(compilerErrors(root, state, service)).toEqual(errors.map((code) => `${file} ${code}`));
  git(root, "checkout", "-q", "--", "services/*/src/generated*");

  const ran = flywheel(["mechanic", "repair", service, "--json"], { state, cwd: root });
  expect(ran.exit, ran.stderr + ran.stdout).toBe(0);
  const done: unknown = JSON.parse(ran.stdout);
  if (!isRepaired(done)) throw new Error(ran.stdout);
  expect({ outcome: done.outcome, holes: done.holes }).toEqual({ outcome: "repaired", holes: [] });
  const text = readFileSync(join(root, file), "utf8");
  expect(done.edits.map((edit) => `${edit.file} ${note(text, edit)}`)).toEqual(
    gold.map((line) => `${file} ${line}`),
  );
  expect(git(root, "status", "--porcelain")).toBe("M services/users/intent.lisp");
}

test("two errors of rustc after the stamp, three edits", { timeout: 600_000 }, async () => {
  if (leftOut("scenario A in Rust", "cargo")) return;
  await check(rust);
});

test("two errors of tsc after the stamp, three edits", { timeout: 300_000 }, async () => {
  await check(typescript);
});
