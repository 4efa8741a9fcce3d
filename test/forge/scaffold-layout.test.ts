import { spawnSync } from "node:child_process";
import { globSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { readTemplates, stamp, type StampedFile } from "#forge";
import { createHost } from "../../cli/host/index.ts";
import { folderForFile } from "../support/fleet/copy.ts";
import { pythonEnvironment } from "../support/python-environment.ts";
import { complaintsOf, sha256 } from "../support/stamp-rust.ts";
import { modelFrom, writeBelow } from "../support/stamp-python.ts";
import { unformatted } from "../support/stamp-typescript.ts";
import { installation, leftOut } from "../support/tools.ts";

// What people get once is laid out as their formatter has it, also where its lists are longer than a line.

const kept = ["Bicycle", "Carriage", "Chest", "Customer", "Invoice", "Shipment"];
const entities = kept
  .map(
    (name) =>
      `(entity ${name} (id uuid :key) (text string)) (crud ${name} :path "/${name.toLowerCase()}s")`,
  )
  .join("\n");
const folder = folderForFile("flywheel-scaffolds-");
let files: readonly StampedFile[] = [];

beforeAll(async () => {
  const model = modelFrom([
    { path: "universe.lisp", text: '(lang intent 1.0)\n(universe six (services "services/*"))' },
    ...["python", "rust", "typescript"].map((language) => ({
      path: `services/six-${language}/intent.lisp`,
      text: `(lang intent 1.0)
(service six-${language} (language ${language})
  ${entities}
  (entity Weight (grams f64))
  (rpc weigh (in (grams f64)) (out Weight))
  (scenario "what is heavy" (call weigh (grams 1e21)) (expect (grams 1e21))))`,
    })),
  ]);
  const templates = await readTemplates(createHost().files, join(installation, "forge/templates"));
  files = stamp(model, templates, { sha256 }).services.flatMap((service) => service.files);
  mkdirSync(join(folder, "services"), { recursive: true });
  await writeBelow(
    folder,
    files.map(({ path, text }) => [path, text] as const),
  );
}, 60_000);

const at = (language: string): string => join(folder, "services", `six-${language}`);

test("the lists are longer than a line", () => {
  const customs = files.filter(({ path }) => /\bcustom\.\w+$/.test(path));
  expect(customs).toHaveLength(3);
  for (const { path, text } of customs)
    for (const name of kept) expect(text.toLowerCase(), path).toContain(name.toLowerCase());
});

test("rustfmt changes nothing", () => {
  if (leftOut("rustfmt on scaffolds", "rustfmt")) return;
  const paths = globSync("{src,tests}/**/*.rs", { cwd: at("rust") });
  expect(paths).toContain("src/custom.rs");
  expect(complaintsOf(at("rust"), "rustfmt", "--check", "--edition", "2024", ...paths)).toBe("");
});

test("ruff changes nothing", { timeout: 300_000 }, () => {
  if (leftOut("ruff on scaffolds", "python")) return;
  const ruff = join(pythonEnvironment(), "bin/ruff");
  for (const args of [
    ["format", "--diff", "--no-cache", "."],
    ["check", "--no-cache", "."],
  ]) {
    const { status, stdout, stderr } = spawnSync(ruff, args, {
      cwd: at("python"),
      encoding: "utf8",
    });
    expect({ status, said: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, said: "" });
  }
});

test("oxfmt changes nothing", () => expect(unformatted(join(at("typescript"), "src"))).toBe(""));
