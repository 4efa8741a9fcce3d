import type { GateReport, Hole, RepairRequest } from "#intent";
import { proveNewTests } from "../../guards/index.ts";
import type { Allowed, Refused } from "./judge.ts";
import { unanswered } from "./unanswered.ts";
import type { FillTools, Offline } from "./types.ts";

/** How a repair that the guards let pass stands at its end. */
export type Finished =
  | { readonly ended: "whole"; readonly report: GateReport }
  | { readonly ended: "red"; readonly report: GateReport }
  | { readonly ended: "refused"; readonly refusals: readonly Refused[] };

/**
 * Asks everything that is left to ask of a repair: that each question is answered where it was asked, that all gates are green with
 * every test that stood, and that each new test was red without the repair.
 */
export async function finish(
  request: RepairRequest,
  offline: Offline,
  tools: FillTools,
  allowed: Allowed,
  cycle: number,
): Promise<Finished> {
  const holes = await unanswered(tools.host, request, offline, allowed);
  if (holes.length > 0) return { ended: "refused", refusals: holes.map(unansweredRefusal) };
  const { report, disturbed } = await tools.runGates(allowed.texts, cycle);
  if (disturbed.length > 0) return { ended: "refused", refusals: disturbed.map(treeRefusal) };
  if (!report.green) return { ended: "red", report };
  const proof = await proveNewTests(tools.host, {
    root: request.root,
    texts: allowed.texts,
    sources: request.sources,
    newTests: allowed.newTests,
    known: tools.knownTests,
    runTest: tools.runTests,
  });
  return "refused" in proof
    ? { ended: "refused", refusals: [{ guard: "guard/new-test", reason: proof.refused }] }
    : { ended: "whole", report };
}

const unansweredRefusal = ({ id, file, kind }: Hole): Refused => ({
  guard: "guard/answer",
  reason:
    kind === "panic-site"
      ? `\`${file}\` still has the place that ${id} asks about: only code that cannot end there answers it.`
      : `The question ${id} has no edit of code where \`${file}\` asks it: words, green gates and edits elsewhere answer nothing.`,
});

/** What to say of a file that was rewritten while gates ran. */
export const treeRefusal = (path: string): Refused => ({
  guard: "guard/tree",
  reason: `\`${path}\` was rewritten while the gates ran: code that changes what judges it is not believed.`,
});
