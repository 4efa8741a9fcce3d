import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import type { Retype } from "../retypes.ts";
import { operatorOf } from "../slots.ts";
import { ancestor, parts, type Node } from "../tree.ts";
import { seedOf } from "./seeds.ts";
import { durationIn } from "./units.ts";

const isZero = (node: Node): boolean => /^0(?:[._0]*)(?:[iuf]\d+)?$/.test(node.text);

/**
 * Nothing is nothing in every unit: where a number became a duration, the zero that it is given, begins with or is held
 * against is the zero duration. Only what asks for less than nothing is a rule that no duration can break, and any other
 * number has a unit that nobody declared.
 */
export function zeroRule(finding: Finding, engine: Engine): Patch[] {
  const { node, code, words } = finding;
  if (node === undefined || !/^E0(?:277|308|369|368)$/.test(code)) return [];
  const retype = engine.retypes.find(
    (one) => one.to === "Duration" && new RegExp(`\\b(?:${one.brand}|Duration)\\b`).test(words),
  );
  if (retype === undefined) return [];
  const found = code === "E0308" ? [node] : operands(node);
  const zeros = found.filter((one) => isNumber(one) && isZero(one) && !isBelow(one));
  return zeros.length === 0
    ? []
    : [
        {
          rule: "retype-literal",
          change: retype.change,
          certainty: "certain",
          because: `Nothing is nothing in every unit: \`${retype.change}\` is \`${retype.to}\` now.`,
          edits: zeros.map((zero) => edit(zero, retype, engine)),
        },
      ];
}

const isNumber = ({ type }: Node): boolean => /^(?:integer|float)_literal$/.test(type);

function edit({ file, start, end }: Node, retype: Retype, engine: Engine): PatchEdit {
  const probe = `${engine.layout.pathIn(file, retype.brand)}::constant(0)`;
  const text = `${durationIn(engine.files.get(file)?.text ?? "")}::ZERO`;
  return { file, start, end, text, probe };
}

function operands(node: Node): Node[] {
  const operation = ancestor(node, "binary_expression", "compound_assignment_expr");
  return operation === undefined
    ? []
    : parts(operation).flatMap((operand) => seedOf(operand) ?? []);
}

/** Whether something below zero is asked for (`minutes < 0`), which there is no more, or its contrary, which always holds. */
export function isBelow(zero: Node): boolean {
  const comparison = zero.parent?.type === "binary_expression" ? zero.parent : undefined;
  if (comparison === undefined) return false;
  const right = parts(comparison).at(-1) === zero;
  return (right ? /^(?:<|>=)$/ : /^(?:>|<=)$/).test(operatorOf(comparison));
}

/** Whether a comparison holds a duration against nothing, which means what it meant. */
export const isAgainstNothing = (comparison: Node, retype: Retype): boolean =>
  retype.to === "Duration" &&
  parts(comparison).some((one) => isNumber(one) && isZero(one) && !isBelow(one));
