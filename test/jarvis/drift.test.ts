import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { auditOf, copyUniverse, hostWithState, plant } from "../support/audit.ts";
import { installation } from "../support/tools.ts";
import { clientDecoys } from "./clients.ts";
import { decoys } from "./decoys.ts";
import { descentDecoys } from "./descent.ts";
import { elsewhereDecoys } from "./elsewhere.ts";
import { faults, type Fault } from "./faults.ts";

const folder = mkdtempSync(join(tmpdir(), "flywheel-drift-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const root = join(folder, "universe");
const host = hostWithState(join(folder, "state"));
copyUniverse(join(installation, "universe.example"), root);

/** Plants a fault, audits, and puts everything back. Gives what is wrong: `-` was not found, `+` should not be. */
async function misses(fault: Fault): Promise<{ readonly wrong: string[]; readonly found: number }> {
  const undo = fault.plants.map((one) => plant(root, one));
  const { document } = await auditOf(root, host);
  for (const one of undo.toReversed()) one();
  const found = document.findings.map(
    ({ code, symbol, file }) => `${code} ${symbol} ${file.replace(/^services\//, "")}`,
  );
  const unknown = document.unknown.map(({ file }) => `unknown-file ${file}`);
  const left = [...found, ...unknown];
  const wrong = fault.expected.flatMap((one) => {
    const at = left.indexOf(one);
    if (at === -1) return [`- ${one}`];
    left.splice(at, 1);
    return [];
  });
  for (const one of document.findings) {
    expect(one.fix.title, one.code).not.toBe("");
    expect(one.evidence.intent, `${one.code} shows the intent`).toBeDefined();
  }
  return { wrong: [...wrong, ...left.map((one) => `+ ${one}`)], found: found.length };
}

test("of at least 60 planted faults in three languages and four categories, all are found and nothing else is", async () => {
  const all = Object.entries(faults);
  const counts = { faults: 0, expected: 0, found: 0, missed: 0, invented: 0 };
  const wrong: string[] = [];
  const kinds = new Set<string>();
  for (const [category, list] of all) {
    for (const fault of list) {
      const result = await misses(fault);
      kinds.add(`${category} ${fault.language}`);
      counts.faults++;
      counts.expected += fault.expected.length;
      counts.found += result.found;
      counts.missed += result.wrong.filter((one) => one.startsWith("-")).length;
      counts.invented += result.wrong.filter((one) => one.startsWith("+")).length;
      if (result.wrong.length > 0) wrong.push(`${fault.language}: ${fault.name}`, ...result.wrong);
    }
  }
  expect(wrong, JSON.stringify(counts)).toEqual([]);
  expect(kinds.size).toBe(12);
  expect(counts.faults).toBeGreaterThanOrEqual(60);
});

test("of what is written differently and right, nothing is said", async () => {
  const said: string[] = [];
  for (const decoy of [...decoys, ...clientDecoys, ...descentDecoys, ...elsewhereDecoys]) {
    const undo = decoy.plants.map((one) => plant(root, one));
    const { document } = await auditOf(root, host);
    for (const one of undo.toReversed()) one();
    for (const { code, symbol, file, message } of document.findings)
      said.push(`${decoy.name}: ${code} ${symbol} ${file}: ${message}`);
    for (const { file, reason } of document.unknown) said.push(`${decoy.name}: ${file}: ${reason}`);
  }
  expect(said).toEqual([]);
});
