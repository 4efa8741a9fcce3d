import { remove, type Engine } from "./engine.ts";
import type { Finding } from "./findings.ts";
import { patchKey } from "./patches.ts";
import { slotId } from "./rules/leaves.ts";
import { ancestor, nodeAt } from "./tree.ts";

/** Edits that the compiler has to agree with: where it does not, they are taken back for good, and asked about. */
const provisional =
  /^(?:fill-from-namesake|convert-to-required|convert-to-optional|convert-to-variant|convert-to-holder|convert-to-decimal|convert-output|convert-elements|convert-each|drop-arm)$/;
const ofOwnership = /^E0(?:382|505|507|499|502|596)$/;
/** A name that nothing brings yet (`Decimal::ZERO`): its import comes when it is asked for. */
const ofImports = /^E0(?:412|433)$/;

/** Takes back the edits in whose place an error is left; returns how many there were. */
export function takeBack(engine: Engine, findings: readonly Finding[]): number {
  const refused = engine.patches.filter(
    (patch) =>
      provisional.test(patch.rule) &&
      findings.some(
        (finding) =>
          !ofOwnership.test(finding.code) &&
          !ofImports.test(finding.code) &&
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

/**
 * Takes back the types that a call was told (`sum::<i64>()`) where nothing else is left to try and what goes in is still
 * old: the call goes on giving what it gave, and its result is what converts. Returns how many there were.
 */
export function withdraw(engine: Engine, findings: readonly Finding[]): number {
  const old = findings.filter(({ words }) => /cannot be (?:made|built) (?:by|from)/.test(words));
  const refused = engine.patches.filter(
    (patch) =>
      patch.rule === "retype-slot" &&
      patch.edits.some((edit) => {
        const file = engine.files.get(edit.file);
        const told =
          file === undefined
            ? undefined
            : ancestor(nodeAt(file.root, edit.start, edit.end), "generic_function");
        return (
          told !== undefined &&
          old.some(
            (one) => one.file === edit.file && told.start <= one.start && one.end <= told.end,
          )
        );
      }),
  );
  for (const { edits } of refused) for (const edit of edits) engine.refused.add(slotId(edit));
  remove(engine, refused);
  return refused.length;
}
