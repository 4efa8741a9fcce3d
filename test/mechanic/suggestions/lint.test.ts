import { expect, test } from "vitest";
import type { CodeDiagnostic, GateResult, RepairEdit } from "#intent";
import { settleLint } from "../../../mechanic/engines/suggestions/lint.ts";

const file = "services/a/src/custom.rs";
const source = `fn clash(&self) -> Option<i32> {
    ids.iter()
        .copied()
        .find(|id| self.evenings[id].overlaps(from))
}

fn other(&self) -> usize {
    self.names.clone().len()
}
`;
const repaired = source.replace("Option<i32>", "Option<String>").replace("copied", "cloned");

function editAt(from: string, text: string): RepairEdit {
  const start = source.indexOf(from);
  const because = "It holds the id, which is a string now.";
  const told = {
    change: "a/Evening.id",
    rule: "retype-slot",
    certainty: "certain",
    because,
  } as const;
  return { file, start, end: start + from.length, text, ...told };
}
const edits = [editAt("i32", "String"), editAt("copied", "cloned")];

/** What clippy says of the text from `from` to `to`, with its suggestion. */
function says(
  code: string,
  from: string,
  to: string,
  text: string,
  applicability = "MachineApplicable",
): CodeDiagnostic {
  const start = repaired.indexOf(from);
  const end = repaired.indexOf(to, start) + to.length;
  const line = (offset: number): number => repaired.slice(0, offset).split("\n").length;
  const place = { file, line: line(start), column: 1, endLine: line(end), endColumn: 1 };
  return {
    tool: "clippy",
    code: `clippy::${code}`,
    severity: "error",
    message: "does nothing",
    ...place,
    suggestions: [{ applicability, message: "try", edits: [{ file, start, end, text }] }],
  };
}

function check(diagnostics: readonly CodeDiagnostic[], expected: string | undefined): void {
  const lint: GateResult = { gate: "lint", status: "failed", diagnostics, files: 1, ms: 0 };
  const settled = settleLint(new Map([[file, source]]), edits, new Map([[file, repaired]]), lint);
  expect(settled?.texts.get(file)).toBe(expected);
}

const eager = says(
  "iter_overeager_cloned",
  "\n        .cloned()",
  "overlaps(from))",
  ".find(|&id| self.evenings[id].overlaps(from)).cloned()",
);

test("a clone that comes too early is moved, and its chain keeps its lines", () => {
  const expected = repaired
    .replace("        .cloned()\n", "")
    .replace("overlaps(from))\n", "overlaps(from))\n        .cloned()\n")
    .replace("|id|", "|&id|");
  check([eager], expected);
  // The library and its tests say the same.
  check([eager, eager], expected);
});

test("what cannot be settled as a whole is left alone", () => {
  const elsewhere = says("redundant_clone", ".clone()", ".clone()", "");
  const unknown = says("too_many_arguments", "clash", "clash", "");
  const unsure = says("iter_overeager_cloned", ".cloned()", ".cloned()", "", "MaybeIncorrect");
  const trap = says("redundant_clone", ".cloned()", ".cloned()", ".unwrap()");
  for (const one of [elsewhere, unknown, unsure, trap]) {
    check([one], undefined);
    check([eager, one], undefined);
  }
  check([], undefined);
});
