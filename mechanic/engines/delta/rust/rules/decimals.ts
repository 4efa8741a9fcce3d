import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Patch, PatchEdit } from "../patches.ts";
import type { Retype } from "../retypes.ts";
import { ancestor, fieldOf, parts, type Node } from "../tree.ts";
import { operatorOf } from "../slots.ts";
import { alternativesOf } from "./alternatives.ts";
import { decimalOf } from "./literals.ts";
import { seedOf } from "./seeds.ts";

/**
 * What is counted with a decimal is one: a number that is written down beside it keeps its digits, also where a sum begins
 * with it, and a whole number that went through a fraction on its way becomes the decimal directly. No digit is lost. A
 * fraction that was measured or computed is none of these, and is asked about.
 */
export function decimalRule(finding: Finding, engine: Engine): Patch[] {
  const { node, code, words } = finding;
  const retype = engine.retypes.find(({ to, numeric }) => numeric && to === "Decimal");
  if (retype === undefined || node === undefined || !/\bDecimal\b/.test(words)) return [];
  const edits =
    code === "E0308"
      ? [...detourAt(node), ...numbersBeside(node, words)]
      : /^E0(?:277|368|369)$/.test(code)
        ? operandsAt(node, retype)
        : code === "E0599"
          ? wholeOrder(node)
          : undefined;
  if (edits === undefined || edits.length === 0) return [];
  return [
    {
      rule: "convert-to-decimal",
      change: retype.change,
      certainty: "certain",
      because: `\`${retype.change}\` is a decimal now, and so is what is counted with it here; no digit is lost.`,
      edits,
    },
  ];
}

/**
 * Whether an operation fails only because one side is still a number of the old type. Whole numbers that are divided are
 * asked about: a decimal keeps the rest.
 */
export const isMixed = ({ code, message }: Finding, { from, to }: Retype): boolean =>
  to === "Decimal" &&
  code === "E0277" &&
  (/cannot (?:add|subtract|multiply)/.test(message) ||
    (!/^[iu]\d+$/.test(from) && /cannot (?:divide|calculate)/.test(message))) &&
  message.includes("Decimal`") &&
  message.includes(`\`${from}\``);

/** Decimals have a whole order of their own: `a.total_cmp(&b)` is `a.cmp(&b)`. */
const wholeOrder = (node: Node): PatchEdit[] =>
  node.type === "field_identifier" && node.text === "total_cmp" ? [replaced(node, "cmp")] : [];

const replaced = ({ file, start, end }: Node, text: string): PatchEdit => ({
  file,
  start,
  end,
  text,
});

/** `count as f64` and `f64::from(count)`, and what `Decimal::from_f64(…)` was given that is a decimal itself now. */
function detourAt(node: Node): PatchEdit[] {
  const whole = node.type === "arguments" ? parts(node)[0] : node;
  const direct = whole === undefined ? undefined : detour(whole);
  return whole === undefined || direct === undefined ? [] : [replaced(whole, direct)];
}

function detour(node: Node): string | undefined {
  if (node.type === "parenthesized_expression") {
    const [inner] = parts(node);
    return inner === undefined ? undefined : detour(inner);
  }
  if (node.type === "type_cast_expression" && fieldOf(node, "type")?.text === "f64") {
    const value = fieldOf(node, "value");
    const inner = value?.type === "parenthesized_expression" ? parts(value)[0] : value;
    return inner === undefined || inner.type.endsWith("literal")
      ? undefined
      : `Decimal::from(${inner.text})`;
  }
  const callee = node.type === "call_expression" ? fieldOf(node, "function") : undefined;
  const given = parts(fieldOf(node, "arguments") ?? node);
  return callee?.text === "f64::from" && given.length === 1
    ? `Decimal::from(${given[0]?.text ?? ""})`
    : undefined;
}

/** What is written down for want of a decimal, where nothing but the number itself says of what type it is. */
const numbersBeside = (node: Node, words: string): PatchEdit[] =>
  /expected (?:integer|floating-point number), found `Decimal`/.test(words)
    ? alternativesOf(node).flatMap(asDecimal)
    : [];

/** A number that is written down as a decimal of the same digits. */
function asDecimal(written: Node): PatchEdit[] {
  const digits = written.text.replaceAll("_", "").replace(/f(?:32|64)$/, "");
  return /^\d+(?:\.\d*)?$/.test(digits) ? [replaced(written, decimalOf(digits))] : [];
}

function operandsAt(node: Node, { from }: Retype): PatchEdit[] {
  const operation = ancestor(node, "binary_expression", "compound_assignment_expr");
  // Whole numbers are divided to whole numbers, and decimals are not: what becomes of the rest is somebody's decision.
  if (operation === undefined || (/^[iu]\d+$/.test(from) && /^[/%]/.test(operatorOf(operation))))
    return [];
  return parts(operation).flatMap((operand) => {
    const direct = detour(operand);
    if (direct !== undefined) return [replaced(operand, direct)];
    const written = seedOf(operand);
    return written === undefined ? [] : asDecimal(written);
  });
}
