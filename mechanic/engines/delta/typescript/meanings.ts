import ts from "typescript-services";

import type { Change, HoleKind, RepairRequest, TypeRef } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { isAskedAt } from "./asked.ts";
import { assertionOf } from "./expected-texts.ts";
import { expectationPairs } from "./expectations.ts";
import { happened } from "./happened.ts";
import { primitiveName } from "./literals.ts";
import { membersOf, usesOf, type MemberUse } from "./member-uses.ts";
import { enclosingName } from "./places.ts";
import { valueSlot } from "./slots.ts";
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
    const kind = shiftOf(change);
    if (kind === undefined) continue;
    for (const node of membersOf(declared.names, codePath(change.fromSymbol ?? change.symbol)))
      named.set(node, { change, kind });
  }
  const uses = usesOf(request, before, new Set(named.keys()));
  for (const use of uses) {
    const shift = named.get(use.member);
    if (shift !== undefined) ask(request, use, shift, holes);
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

const whole = /^[iu](?:32|64)$/;
const counted = /^(?:[iu](?:32|64)|f64)$/;

/** What became of the meaning where the language's type stays; `undefined` where nothing did. */
function shiftOf({ kind, fromType, toType }: Change): Shift["kind"] | undefined {
  if (!/^(?:field|parameter)-retyped$/.test(kind) || !isPlain(fromType) || !isPlain(toType))
    return undefined;
  const [from, to] = [primitiveName(fromType), primitiveName(toType)];
  if (isOtherUnit(from, to)) return "unit";
  if (from === "f64" && whole.test(to) && counted.test(from) && to.endsWith("32")) return "whole";
  return from === "string" && /^(?:uuid|date|decimal)$/.test(to) ? "form" : undefined;
}

const isPlain = (type: TypeRef | undefined): boolean =>
  type?.kind === "primitive" || (type?.kind === "optional" && type.item.kind === "primitive");

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
    unit: isTest ? "expected-value" : "silent-miss",
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
  if (isAskedAt(holes, file, text, { start: around.getStart(), end: around.getEnd() })) return;
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
