import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { auditSarif } from "../../cli/render/sarif.ts";
import { auditOf, copyUniverse, hostWithState, type AuditDocument } from "../support/audit.ts";
import { textsBelow } from "../support/example.ts";
import { installation } from "../support/tools.ts";

const folder = mkdtempSync(join(tmpdir(), "flywheel-audit-properties-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const root = join(folder, "universe");
const host = hostWithState(join(folder, "state"));
copyUniverse(join(installation, "universe.example"), root);
const inside = (path: string): string => path.slice(root.length + 1);
const code = [...textsBelow(root).keys()]
  .map(inside)
  .filter((path) => /\.(?:rs|ts|py)$/.test(path) && !/\/tests?\//.test(path))
  .toSorted();
const stamped = code.filter((path) => /generated/.test(path));

/** A part of a text taken out, doubled, or something put in its place. */
const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 200 }),
  put: fc.constantFrom(
    "",
    "\n",
    "}",
    "((",
    '"',
    "x: i64,\n",
    "/rpc/get-user",
    "é",
    "#",
    "// ",
    "\u{1f600}",
  ),
});

/** Audits with one file changed; what holds of every audit is checked. */
async function audited(
  path: string,
  { at, length, put }: { at: number; length: number; put: string },
): Promise<{ readonly document: AuditDocument; readonly changed: boolean }> {
  const absolute = join(root, path);
  const before = readFileSync(absolute, "utf8");
  const start = Math.floor(at * before.length);
  const after = (before.slice(0, start) + put + before.slice(start + length)).toWellFormed();
  writeFileSync(absolute, after);
  const { document, result } = await auditOf(root, host);
  writeFileSync(absolute, before);
  for (const finding of document.findings) {
    const text = finding.file === path ? after : undefined;
    const lines = (text ?? "").split("\n");
    expect(finding.fix.title).not.toBe("");
    expect(finding.evidence.intent, finding.code).toBeDefined();
    if (text !== undefined) expect(finding.line).toBeLessThanOrEqual(lines.length);
  }
  expect(result.exit).toBe(document.findings.length + document.unknown.length > 0 ? 1 : 0);
  return { document, changed: after !== before };
}

test("no change of any file ends an audit, and every finding points into its file", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...code), change, async (path, how) => {
      await audited(path, how);
    }),
    { numRuns: 60 },
  );
});

test("no change of a stamped file goes unseen", async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...stamped), change, async (path, how) => {
      const { document, changed } = await audited(path, how);
      const seen = document.findings.some(({ file }) => file === path);
      expect(seen || !changed).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test("an empty audit is SARIF without results", () => {
  const audit = { findings: [], unknown: [], questions: [], services: [], files: 0 };
  expect(auditSarif({ audit, texts: new Map() })).toMatchObject({ runs: [{ results: [] }] });
});
