import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { applyEdits, defaultLimits, type Model } from "#intent";
import { repairPython } from "../../../mechanic/engines/delta/python/index.ts";
import { variantHoles } from "../../../mechanic/engines/delta/python/variants.ts";
import { createHost } from "../../../cli/host/index.ts";
import { pythonEnvironment } from "../../support/python-environment.ts";
import { intentsOf, modelFrom, shippedTemplates, stampPython } from "../../support/stamp-python.ts";
import { installation, leftOut } from "../../support/tools.ts";
import { createOracle, renamed } from "./fixture.ts";

vi.setConfig({ testTimeout: 300_000 });

const example = join(installation, "universe.example");
const folder = "services/notifications";
const written = [
  "notifications/custom.py",
  "notifications/__main__.py",
  "tests/test_custom.py",
].map((path) => `${folder}/${path}`);

/** The example's model with the intent of `users` rewritten. */
function exampleModel(rewrite: (text: string) => string): Model {
  const sources = intentsOf(example);
  return modelFrom(
    sources.map(({ path, text }) => ({
      path,
      text: path.includes("/users/") ? rewrite(text) : text,
    })),
  );
}

async function stamps(model: Model): Promise<ReadonlyMap<string, string>> {
  const files = stampPython(model, await shippedTemplates());
  return new Map(
    files.filter(({ kind }) => kind === "stamped").map(({ path, text }) => [path, text]),
  );
}

/** What the service's gates say of a copy of it with these files laid over it. */
async function gates(
  files: ReadonlyMap<string, string>,
  body: (root: string) => Promise<void>,
): Promise<readonly (number | null)[]> {
  const root = await mkdtemp(join(tmpdir(), "flywheel-notifications-"));
  try {
    await cp(join(example, folder), join(root, folder), {
      recursive: true,
      filter: (path) => !path.includes("__pycache__"),
    });
    await symlink(pythonEnvironment(), join(root, folder, ".venv"));
    for (const [path, text] of files) await writeFile(join(root, path), text);
    await body(root);
    const run = (...argv: string[]): number | null =>
      spawnSync(join(root, folder, ".venv/bin/python"), argv, { cwd: join(root, folder) }).status;
    const pyright = spawnSync(
      process.execPath,
      [join(installation, "node_modules/pyright/index.js"), "--pythonpath", ".venv/bin/python"],
      { cwd: join(root, folder) },
    );
    return [
      pyright.status,
      run("-m", "ruff", "check", "--no-cache", "."),
      run("-m", "pytest", "-q", "-p", "no:cacheprovider"),
    ];
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

const nothing = (): Promise<void> => Promise.resolve();

test.skipIf(leftOut("the example's notifications", "python"))(
  "an id that becomes a string leaves the opaque handlers green",
  async () => {
    const after = exampleModel((text) => text.replace("(id i32 :key)", "(id string :key)"));
    expect(await gates(await stamps(after), nothing)).toEqual([0, 0, 0]);
  },
);

test.skipIf(leftOut("the example's notifications", "python"))(
  "a renamed field is followed, and the decoys stay",
  async () => {
    const before = exampleModel((text) => text);
    const after = exampleModel((text) =>
      text.replace("(display-name string)", "(full-name string :was display-name)"),
    );
    const [stampedBefore, stampedAfter] = [await stamps(before), await stamps(after)];
    const sources = new Map(
      written.map((path) => [path, readFileSync(join(example, path), "utf8")]),
    );
    const service = after.services.get("notifications");
    if (service === undefined) throw new Error("the example has no notifications");
    let texts = new Map<string, string>();
    const broken = await gates(stampedAfter, async (root) => {
      const outcome = await repairPython(
        {
          root,
          service,
          before,
          after,
          stampedBefore,
          stampedAfter,
          sources,
          changes: [
            renamed(
              "field-renamed",
              "users/UserProfile.display-name",
              "users/UserProfile.full-name",
            ),
          ],
          tests: new Set(written.filter((path) => path.includes("/tests/"))),
          environment: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" },
          limits: defaultLimits,
          signal: new AbortController().signal,
        },
        createOracle(root, new Map([...stampedAfter, ...sources]), folder),
        createHost(),
        () => undefined,
      );
      expect(outcome.holes).toEqual([]);
      texts = new Map(
        [...sources].map(([path, text]) => [
          path,
          applyEdits(
            text,
            outcome.edits.filter(({ file }) => file === path),
          ) ?? "",
        ]),
      );
    });
    expect(broken[0]).toBe(1);
    expect(await gates(new Map([...stampedAfter, ...texts]), nothing)).toEqual([0, 0, 0]);
    const custom = texts.get(`${folder}/notifications/custom.py`) ?? "";
    for (const decoy of [
      "    display_name: str\n",
      "template.display_name",
      '"display_name": user.full_name',
      "display_name = user.full_name.strip()",
      '"display_name as it was',
    ]) {
      expect(custom).toContain(decoy);
    }
    expect(custom).not.toContain("user.display_name");
  },
);

test("a new variant asks where all variants are told apart, and nowhere else", async () => {
  const before = exampleModel((text) => text);
  const after = exampleModel((text) =>
    text.replace("free pro enterprise", "free pro enterprise team"),
  );
  const file = `${folder}/notifications/custom.py`;
  const text = readFileSync(join(example, file), "utf8");
  const { root } = await createHost().syntax.parse("python", text);
  const change = {
    ...renamed("variant-added", "", "users/Plan.team"),
    fromSymbol: "users/Plan.team",
  };
  const holes = variantHoles([{ file, text, root }], [change], before);
  expect(after.services.get("users")?.enums[0]?.variants.length).toBe(4);
  expect(holes.map(({ kind, question }) => [kind, question])).toEqual([
    [
      "variant-arm",
      "`Plan.TEAM` is new, and this tells all variants apart: what does it mean here?",
    ],
  ]);
});
