import { diffLines } from "diff";
import { expect } from "vitest";
import { applyEdits, type Edit, type Hole, type RepairEdit } from "#intent";
import { composed, resolveAnswers, type Resolved } from "#mechanic";

/** What stands for a text of somebody's own. */
const text = "ANSWER";

/** Lines that a text has gained, on one line. */
function gained(before: string, after: string): string {
  const parts = diffLines(before, after).filter((part) => part.added);
  return parts.map(({ value }) => value.trim().replaceAll(/\s*\n\s*/g, " ⏎ ")).join(" … ");
}

function after(
  sources: ReadonlyMap<string, string>,
  edits: readonly RepairEdit[],
  answer: Resolved,
): string {
  const { file } = answer.edits[0] ?? { file: answer.hole.file };
  const own = (all: readonly Edit[]): string | undefined =>
    applyEdits(
      sources.get(file) ?? "",
      all.filter((edit) => edit.file === file),
    );
  const [certain, both] = [own(edits), own(composed(sources, edits, [answer]))];
  if (certain === undefined || both === undefined)
    throw new Error(`an answer to ${answer.hole.id} does not fit the certain edits`);
  return gained(certain, both);
}

/**
 * What each hole can be answered with: a line for the hole, below it the lines that each candidate and a text of one's own
 * make of the code. Fails where an answer does not fit, or a hole does not say how it is answered.
 */
export function answerLines(
  sources: ReadonlyMap<string, string>,
  edits: readonly RepairEdit[],
  holes: readonly Hole[],
): string[] {
  return holes.flatMap((hole) => {
    const { slot, choices = [], candidates, answer } = hole;
    const context = { languageOf: () => "one", whole: true };
    const resolve = (words: string): Resolved | undefined =>
      resolveAnswers([`${hole.id}=${words}`], [{ service: "shop", hole }], context).resolved[0];
    for (const { label } of choices) expect(candidates).toContain(label);
    expect(answer === "by hand").toBe(slot === undefined && choices.length === 0);
    const drawn = candidates.map((candidate, index) => {
      const found = resolve(String(index + 1));
      if (found === undefined) return `  ${index + 1} is a hint: ${candidate}`;
      return `  ${index + 1} ${after(sources, edits, found) || "as it stands"}`;
    });
    if (slot !== undefined) {
      expect(sources.get(slot.file)?.slice(slot.start, slot.end)).toBe(slot.replaces);
      const own = resolve(`=${text}`);
      const made = own === undefined ? "" : after(sources, edits, own);
      expect(made).toContain(text);
      drawn.push(`  = ${made}`);
    }
    return [
      `${hole.file}:${hole.line}:${hole.column} ${hole.kind}`,
      ...(answer === undefined ? drawn : ["  by hand"]),
    ];
  });
}
