import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyClean } from "../support/fleet/copy.ts";
import { temporaryFolder } from "../support/repository.ts";
import { flywheel, type Ran } from "../support/tools.ts";

const stamped = "services/users/src/generated.rs";
const intent = "services/users/intent.lisp";

/** A copy of the example, and `forge explain` in it. */
function example(): {
  readonly root: string;
  readonly run: (what: string, ...words: string[]) => Ran;
  readonly lineOf: (file: string, text: string) => number;
} {
  const folder = temporaryFolder();
  const root = join(folder, "example");
  copyClean("universe.example", root);
  const state = join(folder, "state");
  return {
    root,
    run: (what, ...words) =>
      flywheel(["forge", "explain", what, "--root", root, ...words], { state, cwd: root }),
    lineOf: (file, text) =>
      readFileSync(join(root, file), "utf8")
        .split("\n")
        .findIndex((line) => line.includes(text)) + 1,
  };
}

test("a stamped line is explained by its form, and the form by its stamped lines", () => {
  const { run, lineOf } = example();
  const line = lineOf(stamped, "pub login_count: i32,");
  const there = run(`${stamped}:${line}`);
  expect(there.exit, there.stderr).toBe(0);
  expect(there.stdout).toContain("(login-count i32 :default 0)");
  expect(there.stdout).toMatch(/printed by forge\/templates\/\S+:\d+/);
  const form = lineOf(intent, "(login-count");
  const document = JSON.parse(run(`${stamped}:${line}:9`, "--json").stdout);
  expect(document).toMatchObject({
    schema: "flywheel.place/1",
    file: stamped,
    line,
    column: 9,
    service: "users",
    changed: false,
    comes: "form",
    forms: [{ file: intent, line: form, text: "(login-count i32 :default 0)" }],
  });
  const back = JSON.parse(run(`${intent}:${form}`, "--json").stdout);
  const {
    services,
  }: { services: { name: string; places: { file: string; line: number; endLine: number }[] }[] } =
    back;
  const places = services.find(({ name }) => name === "users")?.places ?? [];
  expect(
    places.some((one) => one.file === stamped && one.line <= line && line <= one.endLine),
  ).toBe(true);
  // Another service holds the entity as well.
  expect(services.map(({ name }) => name)).toContain("gateway");
  expect(run(`${intent}:${form}`).stdout).toMatch(
    /in users\n {4}services\/users\/src\/generated\.rs:\d+/,
  );
});

test("what a service uses leads to the lines that it brings", () => {
  const { run, lineOf } = example();
  const line = lineOf("services/billing/intent.lisp", "(uses orders");
  const { services } = JSON.parse(run(`services/billing/intent.lisp:${line}`, "--json").stdout);
  expect(services).toEqual([
    {
      name: "billing",
      places: expect.arrayContaining([
        expect.objectContaining({ file: "services/billing/src/generated.orders.ts" }),
      ]),
    },
  ]);
});

test("what is the same in every service says so, with its template; a name follows from the service", () => {
  const { run, lineOf } = example();
  const wire = "services/billing/src/generated.wire.ts";
  const same = JSON.parse(run(`${wire}:10`, "--json").stdout);
  expect(same).toMatchObject({ comes: "same", forms: [] });
  expect(same.template.file).toMatch(/^forge\/templates\/wire/);
  expect(same.template.line).toBeGreaterThan(0);
  const whole = run(`${stamped}:${lineOf(stamped, "pub trait Users: ")}`, "--json");
  expect(JSON.parse(whole.stdout)).toMatchObject({
    comes: "service",
    forms: [{ file: intent, text: "users" }],
  });
});

test("a changed file is said to be changed, and its lines are found in the stamp", () => {
  const { root, run, lineOf } = example();
  const path = join(root, stamped);
  const text = readFileSync(path, "utf8");
  const line = lineOf(stamped, "pub login_count: i32,");
  writeFileSync(
    path,
    text.replace("pub login_count: i32,", "// by hand\n    pub login_count: i32,"),
  );
  const moved = JSON.parse(run(`${stamped}:${line + 1}`, "--json").stdout);
  expect(moved).toMatchObject({ changed: true, stampedLine: line, comes: "form" });
  expect(JSON.parse(run(`${stamped}:${line}`, "--json").stdout)).toMatchObject({
    changed: true,
    comes: "by-hand",
    forms: [],
  });
  expect(run(`${stamped}:${line}`).stdout).toContain("written by hand");
});

test("a line of an earlier stamp is not taken for one of a person", () => {
  const { root, run, lineOf } = example();
  const line = lineOf(stamped, "pub login_count: i32,");
  const path = join(root, intent);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace("(login-count i32", "(logins i32"));
  const older = JSON.parse(run(`${stamped}:${line}`, "--json").stdout);
  expect(older).toMatchObject({ changed: true, comes: "older", forms: [] });
  expect(run(`${stamped}:${line}`).stdout).toContain("an earlier one printed it");
});

test("wrong places are answered with what is there, and codes are explained as before", () => {
  const { run } = example();
  const refused = (what: string): string => {
    const { exit, stderr } = run(what);
    expect(exit, what).toBe(2);
    return stderr;
  };
  expect(refused("nowhere.ts:3")).toContain("there is no file nowhere.ts");
  expect(refused(`${stamped}:99999`)).toMatch(/has no line 99999[\s\S]*it has \d+ lines/);
  expect(refused(`${intent}:99999`)).toContain("has no line 99999");
  expect(refused("services/users/src/custom.rs:1")).toContain(
    `the stamped files of users are ${stamped}`,
  );
  expect(refused("universe.lisp:0")).toContain("has no line 0");
  expect(run("name-taken").stdout).toContain("name-taken: error");
  expect(refused("name-token")).toContain("did you mean name-taken?");
});
