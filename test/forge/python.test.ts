import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  modelFrom,
  intentsOf,
  shippedTemplates,
  stampPython,
  writeBelow,
} from "../support/stamp-python.ts";
import { matchExpected } from "../support/expected-stamps.ts";
import { randomUniverse, type RandomUniverse } from "../support/random-universe.ts";
import { pythonEnvironment } from "../support/python-environment.ts";
import { installation, leftOut } from "../support/tools.ts";

const caseFolder = join(import.meta.dirname, "../cases/forge/python");

const config = `[tool.ruff]
line-length = 100
target-version = "py311"

[tool.ruff.lint.per-file-ignores]
# Here nobody knows that the package beside the tests is the service's own.
"**/tests/*" = ["I001"]

[tool.pyright]
include = ["."]
# Stamped tests stand beside a package that they import by its name; a universe of their own is judged whole.
exclude = ["**/tests"]
pythonVersion = "3.11"
typeCheckingMode = "strict"
`;

test("the case's service is stamped as expected, twice", async () => {
  const model = modelFrom(intentsOf(caseFolder));
  const templates = await shippedTemplates();
  const files = stampPython(model, templates);
  expect(stampPython(model, templates)).toEqual(files);
  await matchExpected(files, join(caseFolder, "expected"));
});

test("documentation of an intent stays in its owner's files", async () => {
  const files = stampPython(modelFrom(intentsOf(caseFolder)), await shippedTemplates());
  const foreign = files.find(({ path }) => path.endsWith("generated_ledger.py"))?.text ?? "";
  expect(foreign).toContain("class Account(_wire.Model):");
  expect(foreign).not.toContain("stays with its owner");
});

test("a type that is called like the client beside it is told, not stamped over", async () => {
  const intent = (name: string, language: string, forms: string) => ({
    path: `services/${name}/intent.lisp`,
    text: `(lang intent 1.0)\n\n(service ${name} (language ${language}) ${forms})`,
  });
  const universe = '(lang intent 1.0)\n\n(universe u (services "services/*"))';
  const model = modelFrom([
    { path: "universe.lisp", text: universe },
    intent("users", "rust", "(entity UsersClient (id string :key)) (rpc find (out UsersClient))"),
    intent("letters", "python", "(uses users (rpc find))"),
  ]);
  const templates = await shippedTemplates();
  expect(() => stampPython(model, templates)).toThrow(
    "the entity UsersClient and the client of users are both `UsersClient` in Python",
  );
});

/** What ruff and pyright say of files; empty strings where they like them. */
async function judge(files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const root = await mkdtemp(join(tmpdir(), "flywheel-stamps-"));
  try {
    await writeBelow(root, [...files, ["pyproject.toml", config]]);
    const environment = pythonEnvironment();
    const said = (program: string, ...args: string[]): string => {
      const done = spawnSync(program, args, { cwd: root, encoding: "utf8" });
      return done.status === 0 ? "" : done.stdout + done.stderr;
    };
    const pyright = join(installation, "node_modules/pyright/index.js");
    return [
      said(join(environment, "bin/ruff"), "format", "--diff", "--no-cache", "."),
      said(join(environment, "bin/ruff"), "check", "--no-cache", "."),
      said(process.execPath, pyright, "--pythonpath", join(environment, "bin/python")),
    ];
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Aliases alone of what is used: in a consumer's module they are the first thing behind the imports. */
const aliasesAlone = [
  ["universe.lisp", '(lang intent 1.0)\n\n(universe u (services "services/*"))'],
  [
    "services/jobs/intent.lisp",
    "(lang intent 1.0)\n\n(service jobs (language rust) (alias Lookup bool) (alias Tags (list string)) (alias Size u32))",
  ],
  [
    "services/ledger/intent.lisp",
    "(lang intent 1.0)\n\n(service ledger (language python) (uses jobs (alias Lookup Tags)))",
  ],
  [
    "services/shop/intent.lisp",
    "(lang intent 1.0)\n\n(service shop (language python) (uses jobs (alias Lookup Size)))",
  ],
] as const;

test("random universes: laid out as ruff does, no finding of ruff, none of pyright", async () => {
  if (leftOut("stamped Python under ruff and pyright", "python")) return;
  const templates = await shippedTemplates();
  const universes = fc.array(
    randomUniverse({ languages: ["python"], machines: true, partial: true, utils: true }),
    {
      minLength: 6,
      maxLength: 6,
    },
  );
  const check = async (drawn: readonly RandomUniverse[]): Promise<void> => {
    const files = new Map<string, string>();
    for (const [index, { sources }] of drawn.entries()) {
      const stamped = stampPython(modelFrom(sources), templates).filter(
        ({ kind }) => kind === "stamped",
      );
      for (const { path, text } of stamped) files.set(`u${index}/${path}`, text);
    }
    const alone = modelFrom(aliasesAlone.map(([path, text]) => ({ path, text })));
    for (const { kind, path, text } of stampPython(alone, templates))
      if (kind === "stamped") files.set(`aliases/${path}`, text);
    expect(await judge(files)).toEqual(["", "", ""]);
  };
  // One run of many universes: tools start once. A failure prints its seed; shrinking would start them for hours.
  await fc.assert(fc.asyncProperty(universes, check), { numRuns: 1, endOnFailure: true });
}, 300_000);
