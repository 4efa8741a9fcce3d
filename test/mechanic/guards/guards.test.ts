import { symlinkSync } from "node:fs";
import { join } from "node:path";

import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, test } from "vitest";

import type { GateResult, Governance, Language, RepairEdit, RepairRequest } from "#intent";
import { deniedNewPath, deniedPath, guardEdits, proveNewTests, type GuardOptions } from "#mechanic";

import { createHost } from "../../../cli/host/index.ts";
import { inFolder } from "../gates/bundle.ts";
import { requestOf } from "../typescript/case.ts";

const host = createHost();
const bundle = join(import.meta.dirname, "../../cases/scenario-a/typescript.txt");
const custom = "services/shop/src/custom.ts";

const edit = (file: string, text: string, rule = "retype-slot"): RepairEdit => ({
  file,
  start: 0,
  end: 0,
  text,
  change: "users/UserProfile.id",
  rule,
  certainty: "certain",
  because: "A test asks for it.",
});

/** Every path counts as handed in, so that only the path itself can be refused. */
function allowing(paths: readonly string[]): RepairRequest {
  const request = requestOf(bundle, "shop");
  return {
    ...request,
    sources: new Map([...request.sources, ...paths.map((path): [string, string] => [path, "x"])]),
  };
}

const inLanguage = (request: RepairRequest, language: Language): RepairRequest => ({
  ...request,
  service: { ...request.service, language },
});

const hostile = [
  "",
  "/etc/passwd",
  "../users/src/custom.ts",
  "services/shop/../users/src/lib.ts",
  "services/shop/./src/custom.ts",
  "services/shop//src/custom.ts",
  "services/users/src/custom.ts",
  "services/shop-evil/src/custom.ts",
  "services\\shop\\src\\custom.ts",
  "C:/services/shop/custom.ts",
  "services/shop/src/a\0.ts",
  "services/shop/src/generated.ts",
  "services/shop/src/generated.users.ts",
  "services/shop/src/generated.wire.ts",
  "services/shop/intent.lisp",
  "services/shop/.git/hooks/a.ts",
  "services/shop/.github/a.ts",
  "services/shop/.ci/run.ts",
  "services/shop/node_modules/a/a.ts",
  "services/shop/package.json",
  "services/shop/tsconfig.json",
  "services/shop/tsconfig.build.json",
  "services/shop/vitest.config.ts",
  "services/shop/eslint.config.ts",
  "services/shop/src/globals.d.ts",
  "services/shop/.oxlintrc.json",
  "services/shop/src/custom.rs",
  "services/shop/flywheel/rules/a.ts",
  "services/shop/src/custom",
  "services/shop/.GIT/hooks/a.ts",
  "services/shop/Flywheel/a.ts",
  "services/shop/src/Generated.ts",
  "services/shop/src/a\u200b.ts",
  "services/shop/src/a\u202e.ts",
  "services/shop/src/cafe\u0301.ts",
  "services/shop/src./a.ts",
  "services/shop/src/con.ts",
  "services/shop/src/com1.ts",
  "services/shop/src/LPT9.test.ts",
  "services/shop/src/com¹.ts",
  "services/shop/src/CONIN$.ts",
  "services/shop/src/a.ts:x.ts",
  "services/shop/scenarios/a.ts",
  "services/shop/test/vitest.setup.ts",
  "services/shop/playwright.config.ts",
];
const good = [
  "services/shop/src/custom.ts",
  "services/shop/src/custom/a.ts",
  "services/shop/src/custom/deep/er.tsx",
  "services/shop/src/main.ts",
  "services/shop/test/a.test.ts",
  "services/shop/src/git.ts",
  "services/shop/src/degenerated.ts",
  "services/shop/src/index.ts",
  "services/shop/src/routes/v1.2/users.ts",
  "services/shop/src/café.ts",
  "services/shop/src/with space.ts",
  "services/shop/src/config.ts",
  "services/shop/src/app.config.ts",
  "services/shop/src/custom/package.ts",
  "services/shop/src/custom/hooks.ts",
  "services/shop/src/custom/target.ts",
  "services/shop/src/custom/_private.mts",
  "services/shop/src/custom/UPPER.cts",
  "services/shop/src/connect.ts",
  "services/shop/src/com.ts",
  "services/shop/src/com10.ts",
  "services/shop/test/helpers/make.ts",
  "services/shop/scripts/seed.ts",
];

/** What decides how code is run in the other two languages; each would be a source by its ending. */
const ofOthers: readonly (readonly [Language, string])[] = [
  ["rust", "services/shop/build.rs"],
  ["rust", "services/shop/.cargo/a.rs"],
  ["rust", "services/shop/target/debug/a.rs"],
  ["rust", "services/shop/src/generated.rs"],
  ["rust", "services/shop/src/generated_users.rs"],
  ["python", "services/shop/conftest.py"],
  ["python", "services/shop/tests/conftest.py"],
  ["python", "services/shop/setup.py"],
  ["python", "services/shop/sitecustomize.py"],
  ["python", "services/shop/.venv/lib/a.py"],
  ["python", "services/shop/shop/generated_wire.py"],
  ["python", "services/shop/shop/__pycache__/a.py"],
];

describe("paths", () => {
  for (const path of hostile)
    test(`refuses ${JSON.stringify(path)}`, () =>
      expect(deniedPath(allowing([path]), path)).toBeTypeOf("string"));
  for (const path of good)
    test(`allows ${path}`, () => expect(deniedPath(allowing([path]), path)).toBeUndefined());
  for (const [language, path] of ofOthers)
    test(`refuses ${path} in ${language}`, () =>
      expect(deniedPath(inLanguage(allowing([path]), language), path)).toBeTypeOf("string"));
  test("are as many as were asked for", () => {
    expect(hostile.length + ofOthers.length).toBeGreaterThanOrEqual(22);
    expect(good.length).toBeGreaterThanOrEqual(20);
  });
  test("refuses what was not handed in", () =>
    expect(deniedPath(requestOf(bundle, "shop"), "services/shop/src/other.ts")).toContain(
      "not among",
    ));
  test("refuses a new name that some system or some reader takes for another", () => {
    const request = allowing(["services/shop/src/custom/greeter.ts"]);
    for (const name of ["Greeter.ts", "gr\u0435eter.ts", "\uff47reeter.ts", "GREETER.TS", "é.ts"])
      expect(deniedNewPath(request, `services/shop/src/custom/${name}`), name).toBeTypeOf("string");
    expect(deniedNewPath(request, "services/shop/src/Custom/more.ts")).toContain("custom");
    expect(deniedNewPath(request, "services/shop/src/custom/greeters.ts")).toBeUndefined();
  });
  test("never lets a path out of the service's folder", () => {
    assert(
      property(
        array(constantFrom("services", "shop", "..", ".", "", "src", "a.ts", "users"), {
          maxLength: 6,
        }),
        (parts) => {
          const path = parts.join("/");
          if (deniedPath(allowing([path]), path) !== undefined) return;
          expect(path.startsWith("services/shop/")).toBe(true);
          expect(path.split("/")).not.toContain("..");
        },
      ),
    );
  });
});

describe("edits as a whole", () => {
  /** Writes the sources of the scenario and judges edits there. */
  const judge = (
    edits: readonly RepairEdit[],
    change: (request: RepairRequest) => RepairRequest = (same) => same,
    options: GuardOptions = {},
  ) =>
    inFolder(requestOf(bundle, "shop").sources, (root) =>
      guardEdits(host, change({ ...requestOf(bundle, "shop"), root }), edits, options),
    );

  test("good edits give new texts", async () => {
    const result = await judge([edit(custom, "// x\n")]);
    expect("texts" in result && result.texts.get(custom)?.startsWith("// x\nimport")).toBe(true);
  });
  test("one bad edit refuses all", async () => {
    const result = await judge([edit(custom, "// x\n"), edit("services/shop/package.json", "{}")]);
    expect(result).toMatchObject({ refusals: [{ edit: { file: "services/shop/package.json" } }] });
  });
  test("a placeholder refuses all", async () => {
    expect(await judge([edit(custom, "const x = 7 as unknown;\n")])).toMatchObject({
      refusals: [
        { guard: "guard/suppression", line: 1, reason: expect.stringContaining("silences") },
      ],
    });
  });
  test("overlapping edits are refused", async () => {
    const result = await judge([
      { ...edit(custom, "a"), end: 5 },
      { ...edit(custom, "b"), start: 3, end: 8 },
    ]);
    expect(result).toMatchObject({ refusals: [{ reason: expect.stringContaining("overlap") }] });
  });
  test("a test is respelt, never rewritten", async () => {
    const asTest = (request: RepairRequest): RepairRequest => ({
      ...request,
      tests: new Set([custom]),
    });
    expect(await judge([edit(custom, "// x\n")], asTest)).toMatchObject({
      testEdits: [{ rule: "retype-slot" }],
    });
    expect(await judge([edit(custom, "// x\n", "rewrite")], asTest)).toMatchObject({
      refusals: [{ reason: expect.stringContaining("is a test") }],
    });
  });
  test("a symbolic link on the way is refused", async () => {
    const result = await inFolder(
      new Map([
        ["elsewhere/custom.ts", "x"],
        ["services/shop/package.json", "{}"],
      ]),
      (root) => {
        symlinkSync(join(root, "elsewhere"), join(root, "services/shop/src"));
        return guardEdits(host, { ...requestOf(bundle, "shop"), root }, [edit(custom, "// x\n")]);
      },
    );
    expect(result).toMatchObject({
      refusals: [{ reason: expect.stringContaining("symbolic link") }],
    });
  });

  const governed =
    (governance: Governance) =>
    (request: RepairRequest): RepairRequest => ({
      ...request,
      service: { ...request.service, governance },
    });
  for (const governance of ["newborn", "cartography", "experimental", "polisher"] as const)
    test(`nobody but a person edits under ${governance}`, async () => {
      const refused = { refusals: [{ guard: "guard/governance" }] };
      expect(await judge([edit(custom, "// x\n")], governed(governance))).toMatchObject(refused);
      expect(
        await judge([edit(custom, "// x\n")], governed(governance), { who: "model" }),
      ).toMatchObject(refused);
      expect(
        await judge([edit(custom, "// x\n")], governed(governance), { who: "person" }),
      ).toHaveProperty("texts");
    });
  test("under survival-patching signatures stay", async () => {
    const text = requestOf(bundle, "shop").sources.get(custom) ?? "";
    const start = text.search(/(?<=\w\()\w+: /);
    const grown = { ...edit(custom, "extra: string, "), start, end: start };
    expect(await judge([grown])).toHaveProperty("texts");
    expect(await judge([grown], governed("survival-patching"))).toMatchObject({
      refusals: [{ guard: "guard/signature" }],
    });
    expect(await judge([edit(custom, "// x\n")], governed("survival-patching"))).toHaveProperty(
      "texts",
    );
  });
  for (const who of ["model", "command"] as const)
    test(`a ${who} edits no test that stands, however it is spelt`, async () => {
      const asTest = (request: RepairRequest): RepairRequest => ({
        ...request,
        tests: new Set([custom]),
      });
      expect(await judge([edit(custom, "// x\n")], asTest, { who })).toMatchObject({
        refusals: [{ guard: "guard/test" }],
      });
    });
  test("a model leaves the tests inside of a source alone", async () => {
    const file = "services/shop/src/lib.rs";
    const text =
      "fn f() -> u8 { 1 }\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn one() { assert_eq!(1, super::f()); }\n}\n";
    const rust = (root: string): RepairRequest => ({
      ...inLanguage(requestOf(bundle, "shop"), "rust"),
      root,
      sources: new Map([[file, text]]),
    });
    const at = (word: string, to: string): RepairEdit => ({
      ...edit(file, to),
      start: text.indexOf(word),
      end: text.indexOf(word) + word.length,
    });
    await inFolder(new Map([[file, text]]), async (root) => {
      const model = { who: "model" } as const;
      expect(await guardEdits(host, rust(root), [at("{ 1 }", "{ 2 }")], model)).toHaveProperty(
        "texts",
      );
      expect(
        await guardEdits(host, rust(root), [at("assert_eq!(1", "assert_eq!(2")], model),
      ).toMatchObject({ refusals: [{ guard: "guard/test", line: 6 }] });
    });
  });
  test("new files: a test beside tests, a module below custom, nothing else", async () => {
    const tests = (request: RepairRequest): RepairRequest => ({
      ...request,
      tests: new Set(["services/shop/src/old.test.ts"]),
      sources: new Map([
        ...request.sources,
        ["services/shop/src/old.test.ts", 'import { test } from "node:test";\n'],
      ]),
    });
    const fresh = "services/shop/src/new.test.ts";
    const content = 'import { test } from "node:test";\ntest("new", () => {});\n';
    expect(await judge([edit(fresh, content)], tests, { who: "model" })).toMatchObject({
      newTests: [fresh],
    });
    for (const [file, who] of [
      [fresh, "offline"],
      ["services/shop/src/other.ts", "model"],
      ["services/shop/elsewhere/new.test.ts", "model"],
      ["services/shop/src/vitest.config.ts", "command"],
    ] as const)
      expect(await judge([edit(file, content)], tests, { who }), file).toMatchObject({
        refusals: [{ guard: "guard/path" }],
      });
  });
});

describe("new tests are proven", () => {
  const result = (ran: readonly string[], passed: readonly string[]): GateResult => ({
    gate: "test",
    status: ran.length === passed.length ? "passed" : "failed",
    diagnostics: [],
    files: 1,
    ms: 1,
    tests: { ran, passed },
  });
  /** Runs the proof of one new test beside one that stands; answers what the gate says of each state. */
  const prove = (before: GateResult, after: GateResult, without?: GateResult) =>
    inFolder(new Map([["src/a.ts", "old"]]), async (root) => {
      const seen: string[] = [];
      const proof = await proveNewTests(host, {
        root,
        texts: new Map([
          ["src/a.ts", "new"],
          ["test/b.test.ts", "test"],
        ]),
        sources: new Map([["src/a.ts", "old"]]),
        newTests: ["test/b.test.ts"],
        known: ["old"],
        runTest: async () => {
          seen.push((await host.files.readText(join(root, "src/a.ts"))) ?? "");
          const beside = await host.files.readText(join(root, "test/b.test.ts"));
          expect(beside).toBe(seen.length === 3 ? undefined : "test");
          return [before, after, without ?? result(["old"], ["old"])][seen.length - 1] ?? after;
        },
      });
      expect(seen).toEqual("proven" in proof || without ? ["old", "new", "new"] : ["old", "new"]);
      expect(await host.files.readText(join(root, "src/a.ts"))).toBe("old");
      expect(await host.files.stat(join(root, "test/b.test.ts"))).toBeUndefined();
      return proof;
    });
  const green = result(["fresh", "old"], ["fresh", "old"]);

  test("red before and green after", async () =>
    expect(await prove(result(["fresh", "old"], ["old"]), green)).toEqual({ proven: ["fresh"] }));
  test("what stood must be green without the new tests, too", async () =>
    expect(
      await prove(result(["fresh", "old"], ["old"]), green, result(["old"], [])),
    ).toMatchObject({ refused: expect.stringContaining("old") }));
  test("green before proves nothing", async () =>
    expect(await prove(green, green)).toHaveProperty("refused"));
  test("red after proves nothing", async () =>
    expect(await prove(result(["old"], ["old"]), result(["fresh", "old"], ["old"]))).toHaveProperty(
      "refused",
    ));
  test("a file without a test proves nothing", async () =>
    expect(await prove(result(["old"], ["old"]), result(["old"], ["old"]))).toHaveProperty(
      "refused",
    ));
});
