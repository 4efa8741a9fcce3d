import { readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { answerLines } from "../../support/answers.ts";
import { cases, editLine, holeLine, propose, repaired, requestOf } from "./case.ts";

/**
 * One bundle: what the engine proposes is compared with the recorded expectation, and what must hold of every repair is
 * asserted on top: lines marked `decoy` are untouched, edits explain themselves, and a second run proposes nothing.
 */
async function check(name: string): Promise<void> {
  const request = requestOf(join(cases, `${name}.txt`), "shop");
  const { edits, holes } = await propose(request);
  const lines = [
    "edits",
    ...edits.map((edit) => editLine(request, edit)),
    "holes",
    ...holes.map((hole) => holeLine(request, hole)),
    "",
  ];
  await expect(lines.join("\n")).toMatchFileSnapshot(join(cases, `${name}.expected`));
  const answers = answerLines(request.sources, edits, holes);
  if (answers.length > 0)
    await expect([...answers, ""].join("\n")).toMatchFileSnapshot(join(cases, `${name}.answers`));
  for (const edit of edits) {
    expect(request.sources.has(edit.file)).toBe(true);
    expect(edit.because.length).toBeGreaterThan(20);
    const text = request.sources.get(edit.file) ?? "";
    const line = text.slice(
      text.lastIndexOf("\n", edit.start - 1) + 1,
      text.indexOf("\n", edit.end),
    );
    expect(line).not.toContain("decoy");
  }
  const again = await propose(repaired(request, edits));
  expect(again.edits).toEqual([]);
}

describe("the engine's edits and holes", () => {
  for (const file of readdirSync(cases)) {
    if (file.endsWith(".txt")) test(file.slice(0, -4), () => check(file.slice(0, -4)), 60_000);
  }
});
