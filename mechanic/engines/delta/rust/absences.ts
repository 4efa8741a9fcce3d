import type { Change } from "#intent";

import { madeFrom } from "./bound.ts";
import type { Engine } from "./engine.ts";
import { closest, spelt, valuesOf, type Reader, type Reading } from "./reading.ts";
import { requiredChanges } from "./rules/always-there.ts";
import { ancestor, fieldOf, inTest, type Node } from "./tree.ts";

const optionMethods =
  /`(?:as_deref|as_deref_mut|as_ref|as_mut|unwrap_or\w*|is_some\w*|is_none\w*|map\w*|and_then|ok_or\w*|or_else|filter|iter|take|cloned|copied|unwrap|expect)`/;

/** What happens without a value that may be absent now, or is always there now. */
export const absence: Reader = (finding, engine) => {
  const about =
    /\bOption\b|`Option</.test(finding.words) ||
    (finding.code === "E0599" && optionMethods.test(finding.message));
  const change = about
    ? closest(finding, engine, /-became-(?:optional|required)$/)
    : /^E0(?:277|282|283|368|369|594|599|600|604|605|606|608|614|618|624)$/.test(finding.code)
      ? spelt(finding, engine, /-became-(?:optional|required)$/)
      : undefined;
  if (change === undefined) return undefined;
  const optional = change.kind.endsWith("optional");
  if (!optional && !requiredChanges(engine).includes(change)) return undefined;
  if (!optional && finding.node?.text === "None") return nothingGiven(finding.node, change, engine);
  const made = finding.node === undefined ? undefined : madeFrom(finding.node, change);
  return {
    ...(made === undefined ? {} : { node: made }),
    kind: !optional && isExpected(finding.node, engine) ? "expected-value" : "absent-value",
    change,
    candidates: optional
      ? ["return an error", "use a default", "skip it"]
      : ["the value is always there: use it directly"],
    question: optional
      ? `\`${change.symbol}\` may be absent now. What happens here when it is?`
      : `\`${change.symbol}\` is always there now. What becomes of the code for its absence?`,
  };
};

/** Whether a test says there what it expects. */
function isExpected(node: Node | undefined, engine: Engine): boolean {
  const call = ancestor(node, "call_expression");
  const callee = call === undefined ? undefined : fieldOf(call, "function");
  return (
    node !== undefined &&
    inTest(node, engine.request.tests) &&
    /^(?:debug_)?assert/.test(callee?.text ?? "")
  );
}

/**
 * `None` in the place of what is always there now: in a test it is what the test shows, in a field of its own a value that
 * nobody told, and anywhere else it said that there is none.
 */
function nothingGiven(node: Node, change: Change, engine: Engine): Reading {
  const expected = inTest(node, engine.request.tests);
  const told = node.parent?.type === "field_initializer";
  return {
    kind: expected ? "expected-value" : told ? "required-value" : "absent-value",
    change,
    candidates: valuesOf(change),
    question: expected
      ? `\`${change.symbol}\` is always there now. What stands in this test for its absence?`
      : `\`${change.symbol}\` is always there now. Which value has it here?`,
  };
}
