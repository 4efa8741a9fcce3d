import { remove, type Engine } from "./engine.ts";
import type { Finding } from "./findings.ts";
import { patchKey } from "./patches.ts";

/** Edits that the compiler has to agree with: where it does not, they are taken back for good, and asked about. */
const provisional =
  /^(?:fill-from-namesake|convert-to-required|convert-to-optional|convert-to-variant|convert-to-holder|convert-to-decimal|convert-output|drop-arm)$/;
const ofOwnership = /^E0(?:382|505|507|499|502|596)$/;

/** Takes back the edits in whose place an error is left; returns how many there were. */
export function takeBack(engine: Engine, findings: readonly Finding[]): number {
  const refused = engine.patches.filter(
    (patch) =>
      provisional.test(patch.rule) &&
      findings.some(
        (finding) =>
          !ofOwnership.test(finding.code) &&
          patch.edits.some(
            (edit) =>
              edit.text !== "" &&
              edit.file === finding.file &&
              edit.start <= finding.start &&
              finding.end <= edit.end,
          ),
      ),
  );
  for (const patch of refused) engine.refused.add(patchKey(patch));
  remove(engine, refused);
  return refused.length;
}
