import { probeType } from "../crate.ts";
import type { Engine } from "../engine.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import { plainType, type Retype } from "../retypes.ts";
import { ancestor, fieldOf, inTest, walk, type Node } from "../tree.ts";
import { associatedWith } from "./associated.ts";
import { lentParameter } from "./lent-parameters.ts";
import { literalEdit } from "./literals.ts";

/** Moves one slot from the old type to the new one; a constant brings its literal along. */
export function flipPatch(leaf: Node, retype: Retype, engine: Engine): Patch | undefined {
  const constant = ancestor(leaf, "const_item", "static_item");
  if (constant !== undefined && retype.numeric && !fitsConstant(constant, retype)) return undefined;
  const lent = retype.to === "String" ? lentParameter(leaf, engine) : undefined;
  const edits: PatchEdit[] = [leaf, ...companions(leaf, retype, engine)].map((slot) => ({
    file: slot.file,
    start: slot.start,
    end: slot.end,
    text: lent === undefined ? spelling(slot, retype) : "&str",
    probe: probeType(retype, slot.file, engine.layout),
    strict: engine.layout.pathIn(slot.file, retype.brand),
  }));
  edits.push(...(lent ?? []));
  if (constant !== undefined && !retype.numeric) {
    const values = constantEdits(constant, retype, engine);
    if (values === undefined) return undefined;
    edits.push(...values);
  }
  return {
    rule: "retype-slot",
    change: retype.change,
    certainty: "certain",
    because: `This ${placeName(leaf)} carries \`${retype.change}\`, which is \`${retype.to}\` now.`,
    edits,
  };
}

/** The places that are one slot with another one because a trait says so. */
const companions = (leaf: Node, { from }: Retype, engine: Engine): Node[] =>
  associatedWith(leaf, engine).filter(({ text }) => plainType(text) === from);

/** Whether a number that is written down is one of the new type as it stands, or gets a point. */
function fitsConstant(constant: Node, { to }: Retype): boolean {
  const value = fieldOf(constant, "value");
  const negative = value !== undefined && [...walk(value)].some((one) => one.text.startsWith("-"));
  return !(negative && to.startsWith("u"));
}

/** The literals of a test's constant in the new type; a constant of production code is somebody's decision. */
function constantEdits(constant: Node, retype: Retype, engine: Engine): PatchEdit[] | undefined {
  const value = fieldOf(constant, "value");
  if (value === undefined || !inTest(constant, engine.request.tests)) return undefined;
  const plain = /^(?:integer_literal|array_expression|reference_expression)$/;
  const literals = [...walk(value)].filter((node) => node.named);
  if (!literals.every((node) => plain.test(node.type))) return undefined;
  const edits = literals
    .filter((node) => node.type === "integer_literal")
    .map((node) => literalEdit(node, retype, engine, "constant"));
  return edits.length === 0 || edits.includes(undefined)
    ? undefined
    : edits.filter((edit) => edit !== undefined);
}

/** How the new type is written in a slot: borrowed parameters become `&str`, constants too. */
function spelling(leaf: Node, retype: Retype): string {
  if (retype.to !== "String") return retype.to;
  const constant = ancestor(leaf, "const_item", "static_item");
  if (constant !== undefined && retype.to === "String")
    return leaf.parent?.type === "reference_type" ? "str" : "&str";
  return borrowsParameter(leaf) ? "str" : "String";
}

/** Whether the slot is the `i32` of a parameter `&i32` of a function that is free to say `&str`. */
function borrowsParameter(leaf: Node): boolean {
  const reference = leaf.parent;
  if (reference?.type !== "reference_type" || reference.text.includes("mut ")) return false;
  return (
    reference.parent?.type === "parameter" &&
    reference.parent.parent?.parent?.type !== "closure_expression"
  );
}

const placeNames: Readonly<Record<string, string>> = {
  parameter: "parameter",
  field_declaration: "field",
  let_declaration: "local",
  const_item: "constant",
  static_item: "constant",
  type_item: "alias",
  function_item: "result",
  function_signature_item: "result",
  call_expression: "type argument",
};

function placeName(leaf: Node): string {
  const holder = ancestor(leaf, ...Object.keys(placeNames));
  return placeNames[holder?.type ?? ""] ?? "slot";
}
