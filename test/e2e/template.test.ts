import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyClean } from "../support/fleet/copy.ts";
import { temporaryFolder } from "../support/repository.ts";
import { flywheel, leftOut, type Ran } from "../support/tools.ts";

/** A copy of the example, and `forge template` in it. */
function example(): { root: string; run: (...words: string[]) => Ran } {
  const folder = temporaryFolder();
  const root = join(folder, "example");
  copyClean("universe.example", root);
  const state = join(folder, "state");
  return { root, run: (...words) => flywheel(["forge", ...words, "--root", root], { state }) };
}

interface Row {
  readonly pattern: string;
  readonly language: string;
  readonly version: string;
  readonly origin: string;
  readonly from?: string;
  readonly services: readonly string[];
  readonly text?: string;
}

const rowOf = (stdout: string, pattern: string, language: string): Row | undefined => {
  const { templates }: { templates: readonly Row[] } = JSON.parse(stdout);
  return templates.find((row) => row.pattern === pattern && row.language === language);
};

test("templates are listed with their versions and the services that are printed by them", () => {
  const { run } = example();
  const { stdout, exit } = run("template", "show", "--json");
  expect(exit).toBe(0);
  const entity = rowOf(stdout, "entity", "rust");
  expect(entity).toMatchObject({ origin: "shipped", services: ["orders", "users"] });
  expect(entity?.version).toMatch(/^[0-9a-f]{16}$/);
  expect(rowOf(stdout, "requirements", "python")?.services).toEqual(["notifications"]);
  expect(run("template", "show").stdout).toContain(`entity/rust`);
  const shown = run("template", "show", "entity", "rust");
  expect(shown.stdout).toContain(`version ${entity?.version ?? ""}`);
  expect(shown.stdout).toContain("pub struct");
  expect(
    rowOf(run("template", "show", "entity", "--json").stdout, "entity", "rust")?.text,
  ).toContain("pub struct");
});

test("an ejected template is the universe's own, tells its version, and changes what its text changes", () => {
  const { root, run } = example();
  const file = join(root, "flywheel/templates/entity/rust.rs.template");
  const before = rowOf(run("template", "show", "--json").stdout, "entity", "rust");
  const ejected = run("template", "eject", "entity", "rust");
  expect(ejected.exit, ejected.stderr).toBe(0);
  expect(ejected.stdout).toContain(before?.version ?? "nothing");
  expect(readFileSync(file, "utf8")).toContain(`ejected from ${before?.version ?? "nothing"}`);
  const again = run("template", "eject", "entity", "rust");
  expect(again.exit).toBe(2);
  expect(again.stderr).toContain("stands already");
  expect(rowOf(run("template", "show", "--json").stdout, "entity", "rust")).toMatchObject({
    origin: "own",
    from: before?.version,
  });
  // Nothing but the markers, which tell the templates' version.
  const {
    services,
  }: { services: { name: string; files: { added: number; removed: number }[] }[] } = JSON.parse(
    run("template", "test", "--json").stdout,
  );
  const changed = services.filter(({ files }) => files.length > 0);
  expect(changed.map(({ name }) => name)).toEqual(["orders", "users"]);
  for (const { files } of changed)
    expect(files).toEqual([expect.objectContaining({ added: 1, removed: 1 })]);
  writeFileSync(file, readFileSync(file, "utf8").replace("pub struct", "// ours\npub struct"));
  const tested = run("template", "test", "--service", "users");
  expect(tested.stdout).toMatch(
    /services\/users\/src\/generated\.rs {2}\+\d+ -1\n1 service of 1 would change/,
  );
  expect(readFileSync(join(root, "services/users/src/generated.rs"), "utf8")).not.toContain(
    "// ours",
  );
});

test("an older version of a shipped template is warned of by check and stamp, and hinders neither", () => {
  const { root, run } = example();
  run("template", "eject", "entity", "rust");
  const file = join(root, "flywheel/templates/entity/rust.rs.template");
  expect(run("check").stdout).not.toContain("template-outdated");
  writeFileSync(
    file,
    readFileSync(file, "utf8").replace(
      /ejected from [0-9a-f]{16}/,
      "ejected from 0123456789abcdef",
    ),
  );
  for (const words of [["check"], ["stamp"], ["stamp"]]) {
    const { stdout, exit } = run(...words);
    expect(exit).toBe(0);
    expect(stdout).toContain("template-outdated");
    expect(stdout).toContain("flywheel/templates/entity/rust.rs.template:1:1");
  }
});

test("wrong words are answered with what is there", () => {
  const { root, run } = example();
  const said = (...words: string[]): string => {
    const { exit, stderr } = run("template", ...words);
    expect(exit, words.join(" ")).toBe(2);
    return stderr;
  };
  expect(said("shw")).toContain("did you mean show?");
  expect(said("eject")).toContain("needs a pattern and a language");
  expect(said("eject", "entty", "rust")).toContain("did you mean entity?");
  expect(said("eject", "entity", "rast")).toContain("did you mean rust?");
  expect(said("eject", "case", "rust")).toContain("there is one in python");
  expect(said("show", "entity", "rust", "more")).toContain("takes no more");
  expect(said("show", "--gates")).toContain("belong to `forge template test`");
  expect(said("test", "--service", "user")).toContain("did you mean users?");
  expect(existsSync(join(root, "flywheel"))).toBe(false);
});

test("a broken template is told with its place", () => {
  const { root, run } = example();
  mkdirSync(join(root, "flywheel/templates/enum"), { recursive: true });
  writeFileSync(join(root, "flywheel/templates/enum/rust.rs.template"), "x\n«(nmae enum)»\n");
  const { exit, stdout } = run("template", "test");
  expect(exit).toBe(1);
  expect(stdout).toContain("flywheel/templates/enum/rust.rs.template:2:2");
});

test("the check gate tells what the changed stamp breaks, and the checkout stays as it is", () => {
  if (leftOut("gates of a changed template", "cargo")) return;
  const { root, run } = example();
  run("template", "eject", "entity", "rust");
  const file = join(root, "flywheel/templates/entity/rust.rs.template");
  const stands = readFileSync(join(root, "services/users/src/generated.rs"), "utf8");
  writeFileSync(file, readFileSync(file, "utf8").replace("pub struct", "struct struct"));
  const broken = run("template", "test", "--service", "users", "--gates");
  expect(broken.exit).toBe(1);
  expect(broken.stdout).toContain("services/users/src/generated.rs");
  expect(broken.stdout).toMatch(/check +failed/);
  expect(readFileSync(join(root, "services/users/src/generated.rs"), "utf8")).toBe(stands);
});
