import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import { addHole } from "../holes.ts";
import type { Retype } from "../retypes.ts";
import { ancestor, inTest, parts, within, type Node } from "../tree.ts";

/** Types that are both printed, and each otherwise than the other. */
const otherwise: Readonly<Record<string, string>> = {
  NaiveDate: "DateTime<Utc>",
  "DateTime<Utc>": "NaiveDate",
};

/** Errors of a type that cannot be printed. */
export const prints = ({ code, words }: Finding): boolean =>
  /doesn't implement `(?:\w+::)*Display`|\bDisplay\b.* is not satisfied/.test(words) ||
  (code === "E0599" && /`to_string`/.test(words));

/**
 * A value that is printed goes on being printed with its new type, and may read otherwise: a day becomes a moment; and
 * what a row of a table gives a fixed width, as a number of few digits, is cut off as a long id. Both are asked about;
 * other texts read as they should.
 */
export function printedHole(node: Node, retype: Retype, engine: Engine): void {
  if (inTest(node, engine.request.tests)) return;
  const row = rowAround(node);
  if (otherwise[retype.from] !== retype.to && row === undefined) return;
  addHole(engine, {
    kind: row === undefined ? "silent-miss" : "wire-form",
    node: row ?? node,
    delta: retype.change,
    candidates: [asItStands],
    choices: [{ label: asItStands, edits: [] }],
    question:
      row === undefined
        ? `\`${retype.change}\` is printed here; as \`${retype.to}\` it reads otherwise than as \`${retype.from}\`. How is it written?`
        : `A row with a width of its own prints \`${retype.change}\`, which is \`${retype.to}\` now. How is it written, and how wide?`,
  });
}

const asItStands = "as it stands";

/** A tuple that gives a whole number beside the closure which prints. */
function rowAround(node: Node): Node | undefined {
  const row = ancestor(ancestor(node, "closure_expression"), "tuple_expression");
  if (row === undefined) return undefined;
  const [beside, around] = [parts(row), parts(row).find((one) => within(node, one))];
  return around?.type === "closure_expression" &&
    beside.some((one) => one.type === "integer_literal")
    ? row
    : undefined;
}
