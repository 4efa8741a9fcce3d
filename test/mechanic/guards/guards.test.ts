import { symlinkSync } from "node:fs";
import { join } from "node:path";

import { array, assert, constantFrom, property } from "fast-check";
import { describe, expect, test } from "vitest";

import type { RepairEdit, RepairRequest } from "#intent";
import { addedPlaceholders, deniedPath, guardEdits } from "#mechanic";

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
];
const good = [
  "services/shop/src/custom.ts",
  "services/shop/src/custom/a.ts",
  "services/shop/src/custom/deep/er.tsx",
  "services/shop/src/main.ts",
  "services/shop/test/a.test.ts",
  "services/shop/src/git.ts",
  "services/shop/src/degenerated.ts",
];

describe("paths", () => {
  for (const path of hostile)
    test(`refuses ${JSON.stringify(path)}`, () =>
      expect(deniedPath(allowing([path]), path)).toBeTypeOf("string"));
  for (const path of good)
    test(`allows ${path}`, () => expect(deniedPath(allowing([path]), path)).toBeUndefined());
  test("refuses what was not handed in", () =>
    expect(deniedPath(requestOf(bundle, "shop"), "services/shop/src/other.ts")).toContain(
      "not among",
    ));
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

describe("placeholders", () => {
  const cases: readonly (readonly ["rust" | "typescript" | "python", string, string])[] = [
    ["rust", "todo!", "match r { _ => todo!() }"],
    ["rust", "unwrap()", "id.parse().unwrap()"],
    ["rust", "expect()", 'id.parse().expect("id")'],
    ["rust", "as", "n as i64"],
    ["rust", "#[allow(…)]", "#[allow(dead_code)]"],
    ["rust", "unimplemented!", "unimplemented!()"],
    ["rust", "#[ignore]", "#[ignore]"],
    ["typescript", "as", "id as unknown as string"],
    ["typescript", "any", "const x: any = 1"],
    ["typescript", "@ts-ignore", "// @ts-ignore"],
    ["typescript", "!", "user!.id"],
    ["typescript", "not implemented", 'throw new Error("not implemented")'],
    ["typescript", "skipped test", "test.skip("],
    ["typescript", "disable comment", "// oxlint-disable-next-line"],
    ["python", "# type: ignore", "x = 1  # type: ignore"],
    ["python", "Any", "x: Any = 1"],
    ["python", "cast()", "cast(str, x)"],
    ["python", "skipped test", "@pytest.mark.skip"],
  ];
  for (const [language, name, text] of cases) {
    test(`${language} ${name}`, () => {
      expect(addedPlaceholders(language, "", text)).toContain(name);
      expect(addedPlaceholders(language, text, text)).toEqual([]);
    });
  }
  test("honest code has none", () => {
    expect(
      addedPlaceholders(
        "typescript",
        "",
        'import { a as b } from "./a.ts";\nconst c = x as const;\nif (a !== b && !c) d(company, "any");',
      ),
    ).toEqual([]);
    expect(
      addedPlaceholders("rust", "", "let id = user.id.to_string(); i64::from(n); user.clone()"),
    ).toEqual([]);
    expect(addedPlaceholders("python", "", "company: str = forecast(x)")).toEqual([]);
  });
});

describe("edits as a whole", () => {
  /** Writes the sources of the scenario and judges edits there. */
  const judge = (
    edits: readonly RepairEdit[],
    change: (request: RepairRequest) => RepairRequest = (same) => same,
  ) =>
    inFolder(requestOf(bundle, "shop").sources, (root) =>
      guardEdits(host, change({ ...requestOf(bundle, "shop"), root }), edits),
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
      refusals: [{ reason: expect.stringContaining("silences") }],
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
});
