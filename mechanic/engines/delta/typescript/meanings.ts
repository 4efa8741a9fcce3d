import ts from "typescript-services";

import type { Change, HoleKind, RepairRequest, TypeRef } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { isAskedAt, isAskedOn } from "./asked.ts";
import { assertionOf } from "./expected-texts.ts";
import { expectationPairs } from "./expectations.ts";
import { happened } from "./happened.ts";
import { primitiveName } from "./literals.ts";
import { fieldOf } from "./moved.ts";
import { membersOf, usesOf, type MemberUse } from "./member-uses.ts";
import { enclosingName } from "./places.ts";
import { valueSlot } from "./slots.ts";
import { spreadsOf } from "./spreads.ts";
import { codePath, type Stamped } from "./stamps.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Members that mean something else under the same type of the language: a duration (milliseconds) that became a plain
 * number, a number that may have no fraction any more, a text of which not every one is valid. No compiler tells them
 * apart, so each place is asked about where a value goes in, and, where the unit changed, where it comes out.
 */
export function askMeanings(
  request: RepairRequest,
  before: Snapshot,
  declared: Stamped,
  holes: HoleList,
): void {
  const named = new Map<ts.Node, Shift>();
  for (const change of request.changes) {
    const kind = shiftOf(request, change);
    if (kind === undefined) continue;
    for (const node of membersOf(declared.names, codePath(change.fromSymbol ?? change.symbol)))
      named.set(node, { change, kind });
  }
  const members = new Set(named.keys());
  for (const use of [...usesOf(request, before, members), ...spreadsOf(request, before, members)]) {
    const shift = named.get(use.member);
    if (shift !== undefined && !isAmongAlike(before, use)) ask(request, use, shift, holes);
  }
  for (const file of named.size === 0 ? [] : request.tests)
    expected(request, before, file, named, holes);
}

interface Shift {
  readonly change: Change;
  readonly kind: "unit" | "whole" | "form";
}

/** Whether a length of time became a number of something, or the other way round: nothing says of what. */
export const isOtherUnit = (from: string, to: string): boolean =>
  (from === "duration" && counted.test(to)) || (to === "duration" && counted.test(from));

/** Whether a description says that a number counts milliseconds, as a length of time does in code. */
export const countsMilliseconds = (
  { before, after }: RepairRequest,
  { symbol, fromSymbol }: Change,
): boolean =>
  [fieldOf(after.services, symbol), fieldOf(before.services, fromSymbol ?? symbol)].some((field) =>
    /\bmilliseconds?\b|\bms\b/i.test(field?.doc ?? ""),
  );

/** Whether the compiler objects, too: numbers of 64 bits are of another type. */
const isWide = ({ fromType, toType }: Change): boolean =>
  [fromType, toType].some((type) => /^[iu]64$/.test(primitiveName(type)));

const whole = /^[iu](?:32|64)$/;
const counted = /^(?:[iu](?:32|64)|f64)$/;

/** What became of the meaning where the language's type stays; `undefined` where nothing did. */
function shiftOf(request: RepairRequest, change: Change): Shift["kind"] | undefined {
  const { kind, fromType, toType } = change;
  if (!/^(?:field|parameter)-retyped$/.test(kind) || !isPlain(fromType) || !isPlain(toType))
    return undefined;
  const [from, to] = [primitiveName(fromType), primitiveName(toType)];
  if (isOtherUnit(from, to)) return countsMilliseconds(request, change) ? undefined : "unit";
  if (from === "f64" && whole.test(to) && counted.test(from) && to.endsWith("32")) return "whole";
  return from === "string" && /^(?:uuid|date|decimal)$/.test(to) ? "form" : undefined;
}

const isPlain = (type: TypeRef | undefined): boolean =>
  type?.kind === "primitive" || (type?.kind === "optional" && type.item.kind === "primitive");

/**
 * Whether a value only meets values of the same member: in an order that is made of it (`by((one) => one.minutes)`), or
 * beside another one (`a.minutes - b.minutes`). Whatever the unit is, it is the same for both.
 */
function isAmongAlike({ checker }: Snapshot, { place, kind }: MemberUse): boolean {
  if (kind !== "read" || !ts.isExpression(place)) return false;
  const { parent } = place;
  if (ts.isArrowFunction(parent) && ts.isCallExpression(parent.parent)) {
    const [made] = checker.getTypeAtLocation(parent.parent).getCallSignatures();
    const isOrder = made !== undefined && made.getParameters().length === 2;
    return isOrder && (made.getReturnType().flags & ts.TypeFlags.NumberLike) !== 0;
  }
  if (!ts.isBinaryExpression(parent) || !alike.has(parent.operatorToken.kind)) return false;
  const [left, right] = [parent.left, parent.right].map((side) =>
    ts.isPropertyAccessExpression(side) ? checker.getSymbolAtLocation(side.name) : undefined,
  );
  // A difference is of the same unit; only what tells an order makes nothing of it.
  const isOrdered =
    parent.operatorToken.kind !== ts.SyntaxKind.MinusToken || ts.isArrowFunction(toldBy(parent));
  return left !== undefined && left === right && isOrdered;
}

/** What is made of a difference where it is one of several (`rank(a) - rank(b) || a.minutes - b.minutes`). */
function toldBy({ parent }: ts.Expression): ts.Node {
  const isOneOfSeveral =
    ts.isParenthesizedExpression(parent) ||
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.BarBarToken);
  return isOneOfSeveral ? toldBy(parent) : parent;
}

const alike: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.MinusToken,
]);

function ask(request: RepairRequest, use: MemberUse, shift: Shift, holes: HoleList): void {
  const { file, place, kind } = use;
  const isTest = request.tests.has(file);
  if (shift.kind !== "unit" && (kind === "read" || isTest)) return;
  // What a test reads is beside what it expects.
  if (isTest && kind === "read") return;
  const isNumber = ts.isNumericLiteral(place) && !place.text.includes(".");
  if (shift.kind === "whole" && isNumber) return;
  if (shift.kind === "form" && ts.isStringLiteral(place)) return;
  const kinds: Readonly<Record<Shift["kind"], HoleKind>> = {
    unit: isTest ? "expected-value" : isWide(shift.change) ? "conversion" : "silent-miss",
    whole: "narrowing",
    form: "validation",
  };
  add(request, file, place, kinds[shift.kind], shift.change, holes);
}

/** What tests expect of such a member is spelt in the old unit. */
function expected(
  request: RepairRequest,
  before: Snapshot,
  file: string,
  named: ReadonlyMap<ts.Node, Shift>,
  holes: HoleList,
): void {
  const visit = (node: ts.Node): void => {
    for (const { actual, literal } of ts.isCallExpression(node)
      ? expectationPairs(before, node)
      : []) {
      if (actual === undefined || !ts.isPropertyAccessExpression(actual)) continue;
      const symbol = before.checker.getSymbolAtLocation(actual.name);
      const shift = (symbol?.declarations ?? [])
        .map((one) => named.get(one))
        .find((one) => one?.kind === "unit");
      if (shift !== undefined) add(request, file, literal, "expected-value", shift.change, holes);
    }
    ts.forEachChild(node, visit);
  };
  const tree = before.file(file);
  if (tree !== undefined) visit(tree);
}

function add(
  request: RepairRequest,
  file: string,
  place: ts.Node,
  kind: HoleKind,
  change: Change,
  holes: HoleList,
): void {
  const text = request.sources.get(file) ?? "";
  // An assertion that is asked about anyway is one question.
  const around = kind === "expected-value" ? (assertionOf(place) ?? place) : place;
  const span = { start: around.getStart(), end: around.getEnd() };
  if (isAskedAt(holes, file, text, span)) return;
  // What is counted together on one line is one question.
  if (!request.tests.has(file) && isAskedOn(holes, file, text, span, change.symbol)) return;
  holes.add({
    kind,
    file,
    text,
    span: { start: place.getStart(), end: place.getEnd() },
    delta: change.symbol,
    inside: enclosingName(place),
    question: `${happened(change)}: which value is \`${place.getText()}\` here now?`,
    slot: valueSlot(place),
  });
}
