import ts from "typescript-services";

import { assertionOf } from "./expected-texts.ts";
import type { Leaving } from "./gone.ts";
import { happened } from "./happened.ts";
import { enclosingName } from "./places.ts";

/** Fewer letters and digits than this are in many texts by chance. */
const tellingMin = 3;

/**
 * What a test gives of what is gone, and expects again in a text: `{ nick: "Bo" }` and `"Bo, 7 Mill Lane"` further down.
 * What is expected without it is for people to say. Runs when all that goes is known.
 */
export function askGoneTexts(leaving: Leaving): void {
  const { request, before } = leaving;
  for (const file of request.tests) {
    const tree = before.file(file);
    if (tree === undefined) continue;
    const given = givenIn(leaving, tree);
    const asked = new Set<ts.Node>();
    const visit = (node: ts.Node): void => {
      const text = ts.isStringLiteralLike(node) ? bare(node.text) : "";
      const call = text === "" || leaving.gone.covers(node) ? undefined : callAround(node);
      const value = [...given].find(([one]) => text.includes(one));
      if (call !== undefined && value !== undefined && !asked.has(call)) {
        asked.add(call);
        ask(leaving, file, call, value[1]);
      }
      ts.forEachChild(node, visit);
    };
    if (given.size > 0) visit(tree);
  }
}

const bare = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

/** Texts that a test gives as values of what is gone. */
function givenIn(leaving: Leaving, tree: ts.SourceFile): Map<string, Leaving["seeds"][number]> {
  const given = new Map<string, Leaving["seeds"][number]>();
  for (const seed of [...leaving.seeds, ...leaving.given]) {
    const [node] = seed;
    if (node.getSourceFile() !== tree) continue;
    const visit = (at: ts.Node): void => {
      if (ts.isStringLiteralLike(at) && bare(at.text).length >= tellingMin)
        given.set(bare(at.text), seed);
      ts.forEachChild(at, visit);
    };
    visit(node);
  }
  return given;
}

/** The assertion around a text: what it expects, or compares inside of what has to be true. */
function callAround(node: ts.Node): ts.CallExpression | undefined {
  const call = assertionOf(node);
  if (call !== undefined) return call;
  const compared =
    ts.isBinaryExpression(node.parent) && /^[!=]==?$/.test(node.parent.operatorToken.getText());
  const around = compared ? ts.findAncestor(node, ts.isCallExpression) : undefined;
  return around !== undefined && /^(?:assert|expect)\b/.test(around.expression.getText())
    ? around
    : undefined;
}

function ask(
  { request, holes }: Leaving,
  file: string,
  call: ts.CallExpression,
  [, { change }]: Leaving["seeds"][number],
): void {
  holes.add({
    kind: "expected-value",
    file,
    text: request.sources.get(file) ?? "",
    span: { start: call.getStart(), end: call.getEnd() },
    delta: change.symbol,
    inside: enclosingName(call),
    question: `${happened(change)}, and the test expects a text with it: what is expected now?`,
  });
}
