import ts from "typescript-services";

import type { Change, RepairEdit, RepairRequest } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { enclosingName } from "./places.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Texts that a test expects and that spell a value which has just been respelt to another one: an id 7 that became a uuid
 * is no longer part of `"user-7"`. What the text says now is for people to look at.
 */
export function askExpectedTexts(
  request: RepairRequest,
  snapshot: Snapshot,
  change: Change,
  edits: readonly RepairEdit[],
  holes: HoleList,
): void {
  const respelt = edits.filter(
    (edit) => edit.rule === "literal-respelt" && edit.change === change.symbol,
  );
  for (const [file, own] of Map.groupBy(respelt, (edit) => edit.file)) {
    const tree = snapshot.file(file);
    const text = request.sources.get(file) ?? "";
    const values = new Map(
      own.map((edit) => [text.slice(edit.start, edit.end), edit.text.slice(1, -1)]),
    );
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteralLike(node) && isExpected(node))
        ask(file, text, node, values, change, holes);
      ts.forEachChild(node, visit);
    };
    if (tree !== undefined) visit(tree);
  }
}

function ask(
  file: string,
  text: string,
  node: ts.StringLiteralLike,
  values: ReadonlyMap<string, string>,
  change: Change,
  holes: HoleList,
): void {
  const old = [...values.keys()].find((value) =>
    new RegExp(`(?<![\\w.])${value}(?![\\w.]*\\d)`).test(node.text),
  );
  if (old === undefined) return;
  const span = { start: node.getStart(), end: node.getEnd() };
  const candidate = node
    .getText()
    .replaceAll(new RegExp(`(?<![\\w.])${old}(?![\\w.]*\\d)`, "g"), values.get(old) ?? old);
  const question = `The test expects a text with ${old} in it: is that ${change.symbol}, which is spelt otherwise now?`;
  holes.add({
    kind: "expected-value",
    file,
    text,
    span,
    delta: change.symbol,
    inside: enclosingName(node),
    question,
    candidates: [candidate],
  });
}

/** Whether a text stands in what an assertion expects: behind its first argument, or in a matcher. */
function isExpected(node: ts.Node): boolean {
  for (let at = node; at.parent !== undefined; at = at.parent) {
    const call = at.parent;
    if (!ts.isCallExpression(call)) continue;
    const callee = call.expression.getText();
    const position = call.arguments.findIndex((argument) => argument === at);
    if (/^assert\b/.test(callee)) return position >= 1;
    if (/\.(?:to[A-Z]\w*)$/.test(callee)) return position >= 0;
  }
  return false;
}
