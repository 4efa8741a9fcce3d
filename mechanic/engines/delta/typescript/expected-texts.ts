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
    const valuesOf = (edits: readonly RepairEdit[]): Values =>
      new Map(edits.map((edit) => [text.slice(edit.start, edit.end), edit.text.slice(1, -1)]));
    const everywhere = valuesOf(own);
    const visit = (node: ts.Node): void => {
      const call = ts.isStringLiteralLike(node) ? assertionOf(node) : undefined;
      if (ts.isStringLiteralLike(node) && call !== undefined) {
        const here = valuesOf(own.filter((edit) => isMadeOf(snapshot, call, edit)));
        ask(file, text, node, everywhere, here, change, holes);
      }
      ts.forEachChild(node, visit);
    };
    if (tree !== undefined) visit(tree);
  }
}

/** New spellings of values, without quotes, by the old ones. */
type Values = ReadonlyMap<string, string>;

/** A single digit stands in many texts that have nothing to do with it. */
const tellingMin = 2;

/** A value that stands by itself. */
const alone = (value: string): string => `(?<![\\w.])${value}(?![\\w.]*\\d)`;
/** A value that is laid out: filled up with zeros, with letters beside it, as in `C00042`. */
const laidOut = (value: string): string => `(?<!\\d|\\d\\.)0*${value}(?!\\d|\\.\\d)`;

/** A day, with or without the time of it: its digits are no values of their own. */
const day = /\d{4}-\d{2}-\d{2}(?:T[\d:.]+)?/g;

/** Whether what is respelt is part of an assertion, or of a constant that it names. */
function isMadeOf(snapshot: Snapshot, call: ts.CallExpression, edit: RepairEdit): boolean {
  const holds = (node: ts.Node): boolean =>
    node.getStart() <= edit.start && edit.end <= node.getEnd();
  const names = (node: ts.Node): boolean => {
    const declared = ts.isIdentifier(node)
      ? snapshot.checker.getSymbolAtLocation(node)?.valueDeclaration
      : undefined;
    const isConstant =
      declared !== undefined &&
      ts.isVariableDeclaration(declared) &&
      declared.getSourceFile() === call.getSourceFile();
    return (
      (isConstant && holds(declared)) ||
      (ts.forEachChild(node, (child) => names(child) || undefined) ?? false)
    );
  };
  return holds(call) || names(call);
}

function ask(
  file: string,
  text: string,
  node: ts.StringLiteralLike,
  everywhere: Values,
  here: Values,
  change: Change,
  holes: HoleList,
): void {
  const spelt = node.text.replaceAll(day, "");
  const found =
    [...everywhere].find(
      ([value]) => value.length >= tellingMin && new RegExp(alone(value)).test(spelt),
    ) ?? [...here].find(([value]) => new RegExp(laidOut(value)).test(spelt));
  if (found === undefined) return;
  const [old, now] = found;
  const pattern = new RegExp(alone(old)).test(node.text) ? alone(old) : laidOut(old);
  const span = { start: node.getStart(), end: node.getEnd() };
  const candidate = node.getText().replaceAll(new RegExp(pattern, "g"), () => now);
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
    slot: span,
  });
}

/** The assertion that expects a text: it stands behind the first argument, or in a matcher. */
export function assertionOf(node: ts.Node): ts.CallExpression | undefined {
  for (let at = node; at.parent !== undefined; at = at.parent) {
    const call = at.parent;
    if (!ts.isCallExpression(call)) continue;
    const callee = call.expression.getText();
    const position = call.arguments.findIndex((argument) => argument === at);
    if (/^(?:assert\b|(?:equal|strictEqual|deepEqual|deepStrictEqual)$)/.test(callee))
      return position >= 1 ? call : undefined;
    if (/\.(?:to[A-Z]\w*)$/.test(callee)) return position >= 0 ? call : undefined;
  }
  return undefined;
}
