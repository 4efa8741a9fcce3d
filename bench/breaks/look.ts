import type { CodeDiagnostic, Hole } from "../../intent/index.ts";
import { caseId, type Case } from "./corpus.ts";
import { lineOf } from "./overlay.ts";
import type { Repaired } from "./repair-case.ts";
import { gatesOf, lay, type Changed } from "./site.ts";

const within = (holes: readonly Hole[], said: CodeDiagnostic): boolean =>
  holes.some(
    (hole) => hole.file === said.file && hole.line <= said.line && said.line <= hole.endLine,
  );

/**
 * What the engine does in a case and asks there, and what the check gate says of the result outside of its questions:
 * for a reader, who needs neither a gold nor behavioural tests. The tree stands as stamped afterwards.
 */
export async function lookAt(changed: Changed, one: Case, result: Repaired): Promise<string> {
  const { site, service, request } = changed;
  lay(changed, result.texts);
  const { gates } = await gatesOf(site, service, "check");
  lay(changed, new Map());
  const errors = gates
    .flatMap((gate) => gate.diagnostics)
    .filter((said) => said.severity === "error" && !within(result.holes, said));
  const edits = result.edits.map((edit) => {
    const text = request.sources.get(edit.file) ?? "";
    const line = lineOf(text, edit.start);
    return `  ${edit.file}:${line} [${edit.rule}, ${edit.certainty}]\n    - ${text.slice(edit.start, edit.end)}\n    + ${edit.text}`;
  });
  const holes = result.holes.map(
    (hole) => `  ${hole.file}:${hole.line}-${hole.endLine} ${hole.kind}: ${hole.question}`,
  );
  return [
    `${caseId(one)}: ${one.about}`,
    `${result.outcome}${result.reason === undefined ? "" : `, ${result.reason}`}, ${(result.ms / 1000).toFixed(1)} s`,
    `edits (${edits.length})`,
    ...edits,
    `asked (${holes.length})`,
    ...holes,
    `said by the check gate outside of what is asked (${errors.length})`,
    ...errors.map((said) => `  ${said.file}:${said.line} ${said.message}`),
    "",
  ].join("\n");
}
