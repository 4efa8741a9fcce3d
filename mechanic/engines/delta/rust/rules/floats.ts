import type { Engine } from "../engine.ts";
import type { Finding } from "../findings.ts";
import type { Patch } from "../patches.ts";
import { operatorOf } from "../slots.ts";
import { ancestor, parts, walk, type Node } from "../tree.ts";
import { seedOf } from "./seeds.ts";

/**
 * A whole number that is written beside what has become a fraction gets its point: in a sum, a difference, a product or a
 * comparison it means the same, and so does what a sum begins with. Quotients and remainders of whole numbers are others than those of fractions, so these are
 * asked about.
 */
export function floatRule(finding: Finding, engine: Engine): Patch[] {
  const retype = engine.retypes.find(({ to, numeric }) => numeric && to === "f64");
  const { node } = finding;
  if (retype === undefined || node === undefined || !/^E0(?:277|308|369)$/.test(finding.code))
    return [];
  if (!/\bf64\b/.test(finding.words) || !/integer/.test(finding.words)) return [];
  const literals = literalsAt(node);
  if (literals.length === 0) return [];
  return [
    {
      rule: "retype-literal",
      change: retype.change,
      certainty: "certain",
      because: `\`${retype.change}\` is \`f64\` now, and so is what it is counted with here.`,
      edits: literals.map(({ file, end }) => ({ file, start: end, end, text: ".0" })),
    },
  ];
}

/** The whole numbers that an error means: the one itself, an operand of its operation, the elements of its list. */
function literalsAt(node: Node): Node[] {
  const operation = ancestor(node, "binary_expression", "compound_assignment_expr");
  const near = operation !== undefined && (operation === node || node.parent === operation);
  if (operation !== undefined && near) {
    if (/^[/%]=?$/.test(operatorOf(operation))) return [];
    return parts(operation).flatMap((one) => {
      const seed = seedOf(one);
      return seed !== undefined && isWhole(seed) ? [seed] : [];
    });
  }
  if (isWhole(node)) return [node];
  if (node.type === "negative_literal") return parts(node).filter(isWhole);
  const indexed = node.type === "index_expression" ? node.children[0] : node;
  return indexed?.type === "array_expression"
    ? parts(indexed).flatMap((one) => [...walk(one)].filter(isWhole))
    : [];
}

const isWhole = (node: Node): boolean =>
  node.type === "integer_literal" && /^[\d_]+$/.test(node.text);
