import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { CheapUniverse } from "../../support/cheap-universe.ts";
import { keptFolder } from "../../support/repository.ts";

// Each case runs several commands; on a loaded machine that takes a while.
vi.setConfig({ testTimeout: 180_000 });

let universe: CheapUniverse;
beforeAll(() => {
  universe = new CheapUniverse(keptFolder());
});
afterEach(() => universe.restore());

interface Row {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly cure?: string;
}

/**
 * Every command that would act on the intents refuses, with the same finding at the same place, and nothing moves.
 * `place` is `file:line`.
 */
function check(code: string, place: string, says: string): void {
  const before = universe.states();
  for (const args of [["forge", "check"], ["cascade"], ["mechanic", "repair", "door"]]) {
    const started = performance.now();
    const ran = universe.run([...args, "--json"]);
    expect(ran.exit, `${args.join(" ")}\n${ran.stderr}`).toBe(1);
    const rows: Row[] = JSON.parse(ran.stdout).diagnostics;
    const row = rows.find((one) => one.code === code && `${one.file}:${one.line}` === place);
    expect(
      row,
      rows
        .slice(0, 9)
        .map((one) => `${one.code} ${one.file}:${one.line} ${one.message}`)
        .join("\n"),
    ).toBeDefined();
    expect(row?.severity).toBe("error");
    expect(`${row?.message} ${row?.cure ?? ""}`).toContain(says);
    expect(performance.now() - started).toBeLessThan(5000);
  }
  const text = universe.run(["plan"]);
  expect([text.exit, text.stdout]).toEqual([1, expect.stringContaining(`${place}:`)]);
  expect(universe.states()).toEqual(before);
}

const lamp = "services/lamp/intent.lisp";
const door = "services/door/intent.lisp";
const writeLamp = (inside: string): void =>
  writeFileSync(
    universe.intent("lamp"),
    `(lang intent 1.0)\n\n(service lamp\n  (language typescript)\n  ${inside})\n`,
  );

const broken: readonly (readonly [
  what: string,
  inside: string,
  code: string,
  line: number,
  says: string,
])[] = [
  ["a list that is never closed", "(entity Bulb (id i32 :key)", "unclosed-form", 3, "close"],
  ["a string that is never closed", '(entity Bulb "no end', "unterminated-string", 5, ""],
  ["a form that nobody knows", "(entty Bulb (id i32))", "unknown-form", 5, "entity"],
  ["a misspelt type", "(entity Bulb (id i31 :key))", "unknown-name", 5, "i32"],
  [
    "a name declared twice",
    "(entity Bulb (id i32) (id i64))",
    "duplicate-name",
    5,
    "declared twice",
  ],
  [
    "names that differ by case alone",
    "(entity Bulb (id i32)) (entity BULB (id i32))",
    "name-collision",
    5,
    "Bulb",
  ],
  ["a path as a name", '(entity "../../escape" (id i32))', "wrong-value", 5, "name"],
  [
    "direction controls in a comment",
    "; \u202e drowssap\n  (entity Bulb (id i32))",
    "bidirectional-control",
    5,
    "",
  ],
  ["a pattern that lacks a part", "(machine flow (states on off))", "form-missing", 5, "initial"],
];

test.each(broken)("%s", (_what, inside, code, line, says) => {
  writeLamp(inside);
  check(code, `${lamp}:${line}`, says);
});

test("a form that no stamp is made from yet checks clean, and is refused where it would be stamped", () => {
  writeLamp('(rpc glow (out bool))\n  (bench "npm run bench")');
  expect(universe.run(["forge", "check"]).exit).toBe(0);
  const before = universe.states();
  const ran = universe.run(["forge", "stamp", "lamp"]);
  expect(ran.exit).toBe(1);
  expect(`${ran.stdout}${ran.stderr}`).toContain(`${lamp}:6:4: error: \`bench\` is part`);
  expect(`${ran.stdout}${ran.stderr}`).toContain("[form-not-supported-yet]");
  // A cascade says so at once, and not after the gates of all others have run.
  const cascade = universe.run(["cascade"]);
  expect(cascade.exit).toBe(3);
  expect(cascade.stderr).toContain(`lamp cannot be stamped: ${lamp}:6:4: \`bench\` is part`);
  expect(cascade.stderr).toContain("or leave lamp out with --except lamp");
  expect(universe.states()).toEqual(before);
});

test("unknown, misspelt and duplicate services", () => {
  universe.edit(door, (text) => text.replace("uses greetings", "uses greeting"));
  check("unknown-service", `${door}:7`, "greetings");
  universe.restore();
  universe.edit(door, (text) => text.replace("(rpc greet)", "(rpc gret)"));
  check("unknown-name", `${door}:7`, "greet");
  universe.restore();
  universe.edit(lamp, (text) => text.replace("(service lamp", "(service door"));
  check("duplicate-service", `${lamp}:3`, "door");
});

test("an empty intent, and one that is a page of something else", () => {
  writeFileSync(universe.intent("lamp"), "");
  check("service-missing", `${lamp}:1`, "no service");
  writeFileSync(universe.intent("lamp"), "<!doctype html>\n<html></html>\n");
  check("lang-missing", `${lamp}:1`, "(lang intent 1.0)");
});

test("hostile sizes: a million levels, a hundred MiB", () => {
  writeLamp(`${"(".repeat(1_000_000)}${")".repeat(1_000_000)}`);
  check("file-too-large", `${lamp}:5`, "");
  writeLamp(`${"(".repeat(500_000)}`);
  check("too-deep", `${lamp}:5`, "");
  writeFileSync(universe.intent("lamp"), "a ".repeat(50 * 1024 * 1024));
  check("file-too-large", `${lamp}:1`, "");
});

test("bytes that are not UTF-8 are named, and the formatter does not lose them", () => {
  const bytes = Buffer.concat([
    Buffer.from('(lang intent 1.0)\n\n(service lamp "h'),
    Buffer.from([0xe9]),
    Buffer.from('llo"   (language typescript))\n'),
  ]);
  writeFileSync(universe.intent("lamp"), bytes);
  check("not-utf8", `${lamp}:3`, "UTF-8");
  const formatted = universe.run(["forge", "fmt", "--json"]);
  expect([formatted.exit, JSON.parse(formatted.stdout).diagnostics[0].code]).toEqual([
    1,
    "not-utf8",
  ]);
  expect(readFileSync(universe.intent("lamp")).equals(bytes)).toBe(true);
});

test("the formatter writes the sound intents and leaves the broken one alone", () => {
  writeFileSync(universe.intent("lamp"), "(service   lamp");
  universe.edit(door, (text) => text.replace("(language typescript)", "(language     typescript)"));
  const ran = universe.run(["forge", "fmt", "--json"]);
  expect([ran.exit, JSON.parse(ran.stdout).files]).toEqual([1, [door]]);
  expect(readFileSync(universe.intent("lamp"), "utf8")).toBe("(service   lamp");
});

test("a universe without services, without a form, with a glob that leads outside, with a sandbox that is not built", () => {
  const file = join(universe.root, "universe.lisp");
  const write = (inside: string): void =>
    writeFileSync(file, `(lang intent 1.0)\n\n(universe corner\n  ${inside})\n`);
  write('"Nothing here."');
  check("universe-without-services", "universe.lisp:3", "(services");
  write('(services "../*")');
  check("path-outside", "universe.lisp:4", "");
  writeFileSync(file, "(lang intent 1.0)\n");
  check("universe-missing", "universe.lisp:1", "(universe");
  write('(services "nowhere/*") (sandbox none)');
  check("no-service-found", "universe.lisp:3", "correct the globs");
  universe.restore();
  universe.edit("universe.lisp", (text) => text.replace("(sandbox none)", "(sandbox bwrap)"));
  universe.change();
  const sandboxed = universe.run(["cascade", "--json"]);
  expect([sandboxed.exit, JSON.parse(sandboxed.stdout).error.message]).toEqual([
    3,
    expect.stringContaining("(sandbox bwrap)"),
  ]);
});

test("a service folder that is a symlink is named, not left out in silence", () => {
  mkdirSync(join(universe.folder, "elsewhere"), { recursive: true });
  rmSync(join(universe.folder, "elsewhere/door"), { recursive: true, force: true });
  renameSync(universe.service("door"), join(universe.folder, "elsewhere/door"));
  symlinkSync(join(universe.folder, "elsewhere/door"), universe.service("door"));
  const ran = universe.run(["plan", "--json"]);
  expect(ran.exit).toBe(1);
  const rows: Row[] = JSON.parse(ran.stdout).diagnostics;
  expect(
    rows.map((row) => [row.code, `${row.file}:${row.line}`, row.message.includes("services/door")]),
  ).toEqual([["link-not-followed", "universe.lisp:5", true]]);
  universe.restore();
  // A second name for a folder that is found anyway is harmless.
  symlinkSync("door", join(universe.root, "services/entrance"));
  expect(universe.run(["forge", "check"]).exit).toBe(0);
  rmSync(join(universe.root, "services/entrance"));
  renameSync(universe.intent("lamp"), join(universe.service("lamp"), "real.lisp"));
  symlinkSync("real.lisp", universe.intent("lamp"));
  check("link-not-followed", `${lamp}:1`, "symbolic link");
});

test("a lone service without its universe: exit 3, and what is missing is named", () => {
  const lone = universe.make("lone");
  writeFileSync(join(lone, "intent.lisp"), readFileSync(universe.intent("door")));
  for (const args of [["plan"], ["cascade"], ["forge", "check"]]) {
    const ran = universe.run([...args, "--json"], { cwd: lone });
    expect(ran.exit).toBe(3);
    const { message, cure } = JSON.parse(ran.stdout).error;
    expect(message).toContain(join(lone, "intent.lisp"));
    expect(message).toContain("(greetings)");
    expect(cure).toContain("--root DIR");
  }
});

test("a name that stamped code has for something else is told by check, as stamp tells it", () => {
  writeLamp("(error timeout)\n  (rpc seat (out i32) (timeout 1s) (errors timeout))");
  const checked = universe.run(["check", "--json"]);
  const rows: Row[] = JSON.parse(checked.stdout).diagnostics;
  expect(rows.map(({ code, file, line }) => `${code} ${file}:${line}`)).toEqual([
    `name-taken ${lamp}:6`,
  ]);
  const stamped = universe.run(["stamp"]);
  expect([checked.exit, stamped.exit]).toEqual([1, 1]);
  expect(stamped.stdout).toContain(rows[0]?.message);
});
