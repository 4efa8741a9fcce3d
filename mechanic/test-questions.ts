import type { RepairEdit, RepairOutcome, RepairRequest } from "#intent";

import { createHoles } from "./engines/delta/shared/index.ts";
import type { Refusal } from "./guards/index.ts";

/**
 * A proposal without the edits of tests that a guard refused: an engine may spell a changed type, name or literal there,
 * and what does more is somebody's to say. Each is asked about, with itself as the choice, so that the rest of the repair
 * stands. `undefined` where a guard refused anything else.
 */
export function askedOfTests(
  request: RepairRequest,
  proposal: RepairOutcome,
  refusals: readonly Refusal[],
): RepairOutcome | undefined {
  if (!refusals.every(({ guard }) => guard === "guard/test")) return undefined;
  const refused = new Set(refusals.map(({ edit }) => edit));
  const holes = createHoles();
  for (const edit of proposal.edits)
    if (refused.has(edit)) holes.add(questionOf(edit, request.sources.get(edit.file) ?? ""));
  return {
    ...proposal,
    edits: proposal.edits.filter((edit) => !refused.has(edit)),
    holes: [...proposal.holes, ...holes.all()],
  };
}

function questionOf(
  edit: RepairEdit,
  text: string,
): Parameters<ReturnType<typeof createHoles>["add"]>[0] {
  const { file, start, end, change, rule, because } = edit;
  const label = edit.text.trim() === "" ? "drop it" : edit.text;
  return {
    kind: "expected-value",
    file,
    text,
    span: { start, end },
    delta: change,
    inside: rule,
    question: `A test stands here, and the repair does more than spell what changed (${because}) What is the test to say?`,
    candidates: [label],
    slot: { start, end },
    choices: [{ label, edits: [{ file, start, end, text: edit.text }] }],
  };
}
