import ts from "typescript-services";

import type { HoleKind, RepairEdit, RepairRequest, Span } from "#intent";

import { originalOffset } from "../shared/index.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * The last use of what a pattern takes out of an object that lacks it, where all of them are in one statement close behind
 * the pattern: what takes its place is decided there, and the name in the pattern follows.
 */
export function usedBehind({ checker }: Snapshot, place: ts.Node): ts.Node | undefined {
  const { parent } = place;
  if (!ts.isBindingElement(parent) || !ts.isIdentifier(parent.name)) return undefined;
  const local = checker.getSymbolAtLocation(parent.name);
  const owner = ts.findAncestor(parent, (at) => ts.isParameter(at) || ts.isStatement(at));
  const scope = owner === undefined ? undefined : scopeBehind(owner);
  const uses: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node !== parent.name) {
      const symbol = ts.isShorthandPropertyAssignment(node.parent)
        ? checker.getShorthandAssignmentValueSymbol(node.parent)
        : checker.getSymbolAtLocation(node);
      if (symbol === local) uses.push(node);
    }
    ts.forEachChild(node, visit);
  };
  if (scope !== undefined) visit(scope);
  const statements = new Set(uses.map((use) => statementIn(use, scope)));
  const last = uses.at(-1);
  return last !== undefined && statements.size === 1 && isClose(parent, last) ? last : undefined;
}

/** The statement of a block that a node is in; the whole where that is an expression. */
const statementIn = (node: ts.Node, whole: ts.Node | undefined): ts.Node | undefined =>
  ts.findAncestor(node, (at) => at.parent === whole || at === whole);

/** More lines than this are no one place. */
const linesMax = 4;

function isClose(pattern: ts.Node, use: ts.Node): boolean {
  const tree = pattern.getSourceFile();
  const lineOf = (at: number): number => tree.getLineAndCharacterOfPosition(at).line;
  return lineOf(use.getEnd()) - lineOf(pattern.getStart()) <= linesMax;
}

/** What a pattern's names are known in. */
function scopeBehind(owner: ts.Node): ts.Node | undefined {
  if (ts.isParameter(owner)) return "body" in owner.parent ? owner.parent.body : undefined;
  return ts.isBlock(owner.parent) ? owner.parent : undefined;
}

/** The whole object that lacks a handler: nobody can say where in it the new one goes. */
export function handlersAt(
  kind: HoleKind,
  place: ts.Node,
  edits: readonly RepairEdit[],
): Span | undefined {
  const given = ts.isReturnStatement(place) ? place.expression : place;
  const object =
    given !== undefined && ts.isArrowFunction(given) && ts.isParenthesizedExpression(given.body)
      ? given.body.expression
      : given;
  return kind === "new-handler" && object !== undefined && ts.isObjectLiteralExpression(object)
    ? {
        start: originalOffset(edits, object.getStart()),
        end: originalOffset(edits, object.getEnd()),
      }
    : undefined;
}

/** Where the table of `table[key]` is declared, in a file that no edit moves. */
export function tableOf(
  request: RepairRequest,
  after: Snapshot,
  place: ts.Node,
): { file: string; text: string; span: Span; place: ts.Node } | undefined {
  const read = ts.findAncestor(place, ts.isElementAccessExpression);
  const symbol =
    read === undefined ? undefined : after.checker.getSymbolAtLocation(read.expression);
  const declaration = symbol?.valueDeclaration;
  const name =
    declaration !== undefined &&
    (ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration))
      ? declaration.name
      : undefined;
  const file = name === undefined ? "" : after.pathOf(name.getSourceFile());
  const text = request.sources.get(file);
  if (name === undefined || text === undefined || text !== name.getSourceFile().text)
    return undefined;
  return { file, text, span: { start: name.getStart(), end: name.getEnd() }, place: name };
}

/** The compiler underlines the name of a property or variable whose value is wrong. */
export const wholeOf = (place: ts.Node): ts.Node =>
  (ts.isPropertyAssignment(place.parent) || ts.isVariableDeclaration(place.parent)) &&
  place.parent.name === place
    ? place.parent
    : place;

/** What an error's name is a part of: `one.notes.join` for the `join` that is missing, `when: one.day` for the name `when`. */
export const aroundOf = (place: ts.Node): ts.Node =>
  ts.isPropertyAccessExpression(place.parent) && place.parent.name === place
    ? place.parent
    : wholeOf(place);
