import ts from "typescript-services";

import { enclosingName } from "../../delta/typescript/places.ts";
import type { Site } from "../site.ts";
import { isChecked, presenceOf } from "./checked.ts";

/**
 * `x!`: gone where the compiler does not miss it. Where it does, what happens without the value is a question, unless the
 * code around has looked for the value already.
 */
export function assertionSite(file: string, node: ts.Node): Site | undefined {
  if (!ts.isNonNullExpression(node)) return undefined;
  const mark = { start: node.expression.getEnd(), end: node.getEnd() };
  const value = node.expression.getText();
  const fix = {
    rule: "drop-assertion",
    edits: [{ ...mark, text: "" }],
    because: `Nothing that uses \`${value}\` needs the \`!\`: the types hold without it.`,
  };
  const place = { file, span: { start: node.getStart(), end: node.getEnd() }, fix };
  const inside = enclosingName(node);
  if (isChecked(node, presenceOf(node.expression))) return { ...place, inside };
  return {
    ...place,
    inside,
    question: `\`${value}\` may be missing, and \`!\` only says that it is not: what happens then?`,
    candidates: optional(node),
  };
}

/** `x!.y` may read `x?.y` where the rest can do without. */
function optional(node: ts.NonNullExpression): string[] {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node)
    return [`${node.expression.getText()}?`];
  return [];
}
