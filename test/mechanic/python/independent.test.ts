import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { installation, leftOut } from "../../support/tools.ts";
import { repairService } from "./universe.ts";

vi.setConfig({ testTimeout: 300_000 });

const universe = "test/universes/independent";
const retype = "(id i32 :key)\n    (production-id Production.id)";

/** Files of a service as the gold patch leaves them. */
async function gold(service: string, paths: Iterable<string>): Promise<Map<string, string>> {
  const root = await mkdtemp(join(tmpdir(), "flywheel-gold-"));
  try {
    await cp(join(installation, universe), root, { recursive: true });
    const patch = join(root, "changes/1.gold.patch");
    const applied = spawnSync("git", ["apply", `--include=services/${service}/*`, patch], {
      cwd: root,
      encoding: "utf8",
    });
    if (applied.status !== 0) throw new Error(applied.stderr);
    return new Map([...paths].map((path) => [path, readFileSync(join(root, path), "utf8")]));
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Where lines break is the formatter's business. */
const unwrapped = (texts: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries([...texts].map(([path, text]) => [path, text.replaceAll(/\s+/g, "")]));

test.skipIf(leftOut("the independent playbill", "python"))(
  "ids of performances become text in playbill, as in the gold patch and without a question",
  async () => {
    const result = await repairService({
      universe,
      service: "playbill",
      edit: (path, text) =>
        path.includes("/programme/") ? text.replace(retype, retype.replace("i32", "string")) : text,
    });
    expect(result.outcome.holes).toEqual([]);
    expect(unwrapped(result.after)).toEqual(unwrapped(await gold("playbill", result.after.keys())));
    expect(result.gates).toEqual([0, 0, 0]);
    expect(result.again).toMatchObject({ edits: [], holes: [] });
    expect(new Set(result.outcome.edits.map(({ rule }) => rule))).toEqual(
      new Set(["retype-slot", "literal-respelt"]),
    );
    expect(new Set(result.outcome.edits.map(({ change }) => change))).toEqual(
      new Set(["programme/Performance.id"]),
    );
  },
);

test.skipIf(leftOut("the example's notifications", "python"))(
  "notifications takes its ids as they come and stays unedited",
  async () => {
    const result = await repairService({
      universe: "universe.example",
      service: "notifications",
      edit: (path, text) =>
        path.includes("/users/") ? text.replace("(id i32 :key)", "(id string :key)") : text,
    });
    expect(result.changes.map(({ symbol }) => symbol)).toContain("users/UserProfile.id");
    expect(result.outcome).toMatchObject({ edits: [], holes: [] });
    expect(result.gates).toEqual([0, 0, 0]);
  },
);

test.skipIf(leftOut("the independent playbill", "python"))(
  "productions that get UUIDs ask nothing in playbill",
  async () => {
    const result = await repairService({
      universe,
      service: "playbill",
      edit: (path, text) =>
        path.includes("/programme/") ? text.replace("(id i32 :key)", "(id uuid :key)") : text,
    });
    expect(result.outcome.holes).toEqual([]);
    expect(result.gates).toEqual([0, 0, 0]);
    expect(result.again.edits).toEqual([]);
    const texts = [...result.after.values()].join("\n");
    expect(texts).toContain('input.id == UUID("00000000-0000-4000-8000-000000000003")');
    expect(texts).toContain("a_performance(id=number, hall=hall)");
    expect(result.outcome.edits.every(({ file }) => file.includes("/tests/"))).toBe(true);
  },
);

test.skipIf(leftOut("the independent playbill", "python"))(
  "a number that is printed with leading zeros and becomes text asks how, and nothing else",
  async () => {
    const result = await repairService({
      universe,
      service: "playbill",
      edit: (path, text) =>
        path.includes("/box-office/")
          ? text.replace("(number i32 :key)", "(number string :key)")
          : text,
    });
    expect(result.outcome.holes).toMatchObject([
      {
        kind: "silent-miss",
        delta: "box-office/Booking.number",
        file: "services/playbill/playbill/custom/__init__.py",
        candidates: ["{booking.number:0>5}"],
      },
    ]);
    expect(result.outcome.edits.map(({ text }) => text)).toEqual(['"7"']);
    expect(result.again.edits).toEqual([]);
  },
);
