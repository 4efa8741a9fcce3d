import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { exampleUniverse } from "../support/example.ts";
import { flywheel, type Ran } from "../support/tools.ts";

const folder = mkdtempSync(join(tmpdir(), "flywheel-audit-e2e-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const root = join(folder, "universe");
const run = (...args: string[]): Ran =>
  flywheel([...args, "--root", root], { state: join(folder, "state") });
exampleUniverse(root);

test("an audit of the example by the built command: clean, then drift with its exit code, as text, JSON and SARIF", () => {
  const clean = run("jarvis", "audit");
  expect([clean.exit, clean.stderr]).toEqual([0, ""]);
  expect(clean.stdout).toMatch(/6 services, \d+ files: no drift\n$/);

  const path = join(root, "services/users/src/custom.rs");
  const before = readFileSync(path, "utf8");
  writeFileSync(path, before.replace("impl ListUsers for App", "impl App"));
  // Verbs that are unambiguous also work flat.
  const drift = run("audit");
  expect(drift.exit).toBe(1);
  expect(drift.stdout).toContain("[implementation-gap: missing-handler, critical]");
  expect(drift.stdout).toContain("services/users/intent.lisp:");
  const document = JSON.parse(run("jarvis", "audit", "--json").stdout);
  expect(document).toMatchObject({
    schema: "flywheel.audit/1",
    findings: [{ code: "missing-handler", symbol: "users/rpc:list-users", service: "users" }],
    summary: { critical: 1, error: 0, warning: 0, unknown: 0 },
  });
  expect(JSON.parse(run("jarvis", "audit", "--format", "json").stdout)).toEqual(document);
  const sarif = JSON.parse(run("jarvis", "audit", "--format", "sarif").stdout);
  expect(sarif.runs[0].results).toHaveLength(1);

  const baseline = join(folder, "drift.json");
  expect(run("jarvis", "audit", "--baseline", baseline, "--write-baseline").exit).toBe(0);
  expect(run("jarvis", "audit", "--baseline", baseline).exit).toBe(0);
  writeFileSync(path, before);
  const mended = run("jarvis", "audit", "--baseline", baseline);
  expect([mended.exit, mended.stdout]).toEqual([0, expect.stringContaining("found no more")]);
});

test("a mirror by the built command, and words that are wrong", () => {
  const mirror = run("jarvis", "mirror", "catalog");
  expect([mirror.exit, mirror.stderr]).toEqual([0, ""]);
  expect(mirror.stdout).toMatch(/^\(mirror catalog :language typescript /);
  expect(mirror.stdout).toContain("(handler get-product :of Catalog (in GetProductIn Ctx)");
  const document = JSON.parse(run("jarvis", "mirror", "catalog", "--json").stdout);
  expect(`${document.facts}\n`).toBe(mirror.stdout);
  expect(run("jarvis", "mirror", "katalog").exit).toBe(2);
  expect(run("jarvis", "audit", "--format", "xml").exit).toBe(2);
  expect(run("jarvis", "audit", "--fail-on", "never").exit).toBe(2);
  expect(run("jarvis", "audit", "--write-baseline").exit).toBe(2);
});
