import ts from "typescript-services";

import type { Change, RepairRequest, TypeRef } from "#intent";

import type { EditList } from "../shared/index.ts";
import { sides } from "./expectations.ts";
import { happened } from "./happened.ts";
import { shorthandName } from "./judgement.ts";
import { membersOf, usesOf } from "./member-uses.ts";
import { primitiveName } from "./literals.ts";
import { typeOf } from "./printed.ts";
import { codePath, type Stamped } from "./stamps.ts";
import { sameNode } from "./places.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * A moment that is a day now: what cut its day out of it (`at.toISOString().slice(0, 10)`, a helper that does no more) has
 * nothing to cut, and a moment that was made of a day is that day. Tests give the days of their moments. Which day any other
 * moment falls on is a matter of the zone, and a day that is a moment now cuts nothing off a moment at hand.
 */
export function cutDays(
  request: RepairRequest,
  before: Snapshot,
  stamped: Snapshot,
  declared: Stamped,
  edits: EditList,
): void {
  for (const change of request.changes) {
    if (!/^(?:field|parameter)-retyped$/.test(change.kind)) continue;
    const [from, to] = [bareName(change.fromType), bareName(change.toType)];
    const isCut = from === "timestamp" && to === "date";
    if (!isCut && !(from === "date" && to === "timestamp")) continue;
    const members = new Set(
      membersOf(declared.names, codePath(change.fromSymbol ?? change.symbol)),
    );
    for (const { file, place, kind } of usesOf(request, before, members)) {
      if (!ts.isExpression(place)) continue;
      const isTest = request.tests.has(file);
      const expected = kind === "read" ? expectedOf(place) : place;
      const cut = kind === "read" && isCut ? cutAround(before, place) : undefined;
      if (cut !== undefined) add(file, cut, place.getText(), change, edits);
      else if (expected !== undefined) {
        const text = isCut
          ? dayOf(before, stamped, expected, isTest)
          : momentBehind(before, expected);
        if (text !== undefined) add(file, expected, text, change, edits);
      }
    }
  }
}

/** What a type is called, or what an option holds. */
const bareName = (type: TypeRef | undefined): string =>
  type?.kind === "list" || type?.kind === "map" ? "" : primitiveName(type);

const expectedOf = (place: ts.Expression): ts.Expression | undefined => {
  const both = ts.isCallExpression(place.parent) ? sides(place.parent) : undefined;
  return both?.actual === place ? both.expected : undefined;
};

/** The expression around a moment that cuts its day out of it. */
function cutAround(snapshot: Snapshot, moment: ts.Expression): ts.Expression | undefined {
  for (let at: ts.Node = moment.parent; ts.isExpression(at); at = at.parent) {
    if (momentIn(snapshot, at) === moment) return at;
    if (!ts.isPropertyAccessExpression(at) && !ts.isCallExpression(at)) return undefined;
  }
  return undefined;
}

/** The moment whose day an expression cuts out, if it does just that. */
function momentIn(snapshot: Snapshot, node: ts.Node): ts.Expression | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const sliced = slicedMoment(node);
  if (sliced !== undefined) return sliced;
  const [given, more] = node.arguments;
  const declared = snapshot.checker.getResolvedSignature(node)?.declaration;
  if (given === undefined || more !== undefined || declared === undefined) return undefined;
  if (!ts.isFunctionLike(declared) || !("body" in declared)) return undefined;
  const name = declared.parameters[0]?.name.getText();
  const result = declared.body === undefined ? undefined : onlyResult(declared.body);
  const inner =
    result !== undefined && ts.isCallExpression(result) ? slicedMoment(result) : undefined;
  return inner !== undefined && inner.getText() === name ? given : undefined;
}

/** `at` of `at.toISOString().slice(0, 10)`. */
function slicedMoment({
  expression,
  arguments: given,
}: ts.CallExpression): ts.Expression | undefined {
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  if (!/^(?:slice|substring)$/.test(expression.name.text)) return undefined;
  if (given.map((one) => one.getText()).join() !== "0,10") return undefined;
  const iso = expression.expression;
  return ts.isCallExpression(iso) &&
    ts.isPropertyAccessExpression(iso.expression) &&
    iso.expression.name.text === "toISOString"
    ? iso.expression.expression
    : undefined;
}

function onlyResult(body: ts.Node): ts.Expression | undefined {
  if (ts.isExpression(body)) return body;
  const [only, more] = ts.isBlock(body) ? body.statements : [];
  return only !== undefined && more === undefined && ts.isReturnStatement(only)
    ? only.expression
    : undefined;
}

/** The day of a moment that goes in; `undefined` where which one it is depends on the zone. */
function dayOf(
  before: Snapshot,
  stamped: Snapshot,
  place: ts.Expression,
  isTest: boolean,
): string | undefined {
  const [made, more] =
    ts.isNewExpression(place) && place.expression.getText() === "Date"
      ? (place.arguments ?? [])
      : [];
  if (made !== undefined && more === undefined) {
    const [, day] = ts.isStringLiteralLike(made)
      ? (/^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+Z)?$/.exec(made.text) ?? [])
      : [];
    // Which day a moment that production code spells out means is for people to say, unless it is the day's beginning.
    if (day !== undefined && (isTest || /T00:00/.test(made.getText()))) return `"${day}"`;
    const known = dayInside(made);
    if (known !== undefined) return known;
  }
  const now = stamped.file(before.pathOf(place.getSourceFile()));
  const same = now === undefined ? undefined : sameNode(now, place);
  const isMoment = [
    [before, place] as const,
    ...(same === undefined ? [] : [[stamped, same] as const]),
  ].every(([snapshot, node]) => typeOf(snapshot, node).symbol?.name === "Date");
  // What a helper makes of its arguments may differ by the hour alone.
  if (!isTest || !ts.isIdentifier(place) || !isMoment) return undefined;
  return `${place.getText()}.toISOString().slice(0, 10)`;
}

/** `day` of `` `${day}T00:00:00Z` ``. */
function dayInside(made: ts.Expression): string | undefined {
  if (!ts.isTemplateExpression(made) || made.head.text !== "") return undefined;
  const [only, more] = made.templateSpans;
  return only !== undefined && more === undefined && /^T[\d:.]+Z$/.test(only.literal.text)
    ? only.expression.getText()
    : undefined;
}

/** The moment whose day was cut out, where the moment itself is wanted now. */
const momentBehind = (snapshot: Snapshot, place: ts.Expression): string | undefined =>
  momentIn(snapshot, place)?.getText();

function add(
  file: string,
  node: ts.Expression,
  text: string,
  change: Change,
  edits: EditList,
): void {
  edits.add({
    file,
    start: node.getStart(),
    end: node.getEnd(),
    text: `${shorthandName(node)}${text}`,
    change: change.symbol,
    rule: "convert-at-boundary",
    certainty: "certain",
    because: `${happened(change)}: \`${text}\` is the same value in its new form.`,
  });
}
