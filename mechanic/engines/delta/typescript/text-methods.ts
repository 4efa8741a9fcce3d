import ts from "typescript-services";

import { tagNode } from "./graph.ts";
import { edit, writtenAs, type Judgement } from "./judgement.ts";
import { tagsOf } from "./tags.ts";

/** What texts are asked for that looks at their letters and changes nothing about them. */
const asked =
  /^(?:slice|substring|substr|at|charAt|charCodeAt|codePointAt|length|startsWith|endsWith|includes|indexOf|lastIndexOf|padStart|padEnd|split|replace|replaceAll|trim|trimStart|trimEnd|concat|repeat|match|matchAll|search|toLowerCase|toUpperCase)$/;

/**
 * A text of digits that became a whole number has the same digits: what looked at its letters (`serial.slice(-4)`) looks at
 * those of `String(serial)`. How such numbers are ordered (`localeCompare`) is another matter, and is asked about.
 */
export function spellTexts(judgement: Judgement): void {
  const { retype, tagged, request, members, edits } = judgement;
  // The digits of a decimal are no digits of a whole number: 3.00 became 300, most of the time.
  if (retype.fromIntent === "decimal") return;
  if (retype.before !== "string" || !/^[iu](?:32|64)$/.test(retype.toIntent)) return;
  for (const file of request.sources.keys()) {
    const tree = tagged.file(file);
    const visit = (node: ts.Node): void => {
      const letters = lettersOf(node);
      if (
        letters !== undefined &&
        isHeld(letters) &&
        !edits.covers(file, letters.getStart(), letters.getEnd())
      )
        edit(
          judgement,
          { file, expression: letters },
          `String(${writtenAs(judgement, file, letters)})`,
          "convert-at-boundary",
          `${judgement.change.symbol} is ${retype.toIntent} now; its digits are what was looked at here.`,
        );
      ts.forEachChild(node, visit);
    };
    const isHeld = (value: ts.Expression): boolean => {
      const type = tagged.checker.getTypeAtLocation(value);
      const parts = type.isUnion() ? type.types : [type];
      return parts.every((part) => tagsOf(part).some((tag) => members.has(tagNode(tag))));
    };
    if (tree !== undefined) visit(tree);
  }
}

/** The text whose letters a node looks at. */
export function lettersOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isPropertyAccessExpression(node))
    return asked.test(node.name.text) && node.questionDotToken === undefined
      ? node.expression
      : undefined;
  return ts.isElementAccessExpression(node) && node.questionDotToken === undefined
    ? node.expression
    : undefined;
}
