import { probeType } from "../crate.ts";
import type { Engine } from "../engine.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import type { Retype } from "../retypes.ts";
import { ancestor, fieldOf, inTest, type Node } from "../tree.ts";
import { literalEdit } from "./literals.ts";

/** Moves one slot from the old type to the new one; a constant brings its literal along. */
export function flipPatch(leaf: Node, retype: Retype, engine: Engine): Patch | undefined {
  const constant = ancestor(leaf, "const_item", "static_item");
  const edits: PatchEdit[] = [
    {
      file: leaf.file,
      start: leaf.start,
      end: leaf.end,
      text: spelling(leaf, retype),
      probe: probeType(retype, leaf.file, engine.layout),
    },
  ];
  if (constant !== undefined && !retype.widening) {
    const value = fieldOf(constant, "value");
    if (value?.type !== "integer_literal" || !inTest(constant, engine.request.tests))
      return undefined;
    const edit = literalEdit(value, retype, engine, "constant");
    if (edit === undefined) return undefined;
    edits.push(edit);
  }
  return {
    rule: "retype-slot",
    change: retype.change,
    certainty: "certain",
    because: `This ${placeName(leaf)} carries \`${retype.change}\`, which is \`${retype.to}\` now.`,
    edits,
  };
}

/** How the new type is written in a slot: borrowed parameters become `&str`, constants too. */
function spelling(leaf: Node, retype: Retype): string {
  if (retype.to !== "String") return retype.to;
  const constant = ancestor(leaf, "const_item", "static_item");
  if (constant !== undefined && leaf.parent === constant) return "&str";
  return borrowsParameter(leaf) ? "str" : "String";
}

/** Whether the slot is the `i32` of a parameter `&i32` of a function that is free to say `&str`. */
export function borrowsParameter(leaf: Node): boolean {
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
