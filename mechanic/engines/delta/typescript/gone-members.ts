import ts from "typescript-services";

import { askedPlace } from "./asked-place.ts";
import type { GoneName, Leaving } from "./gone.ts";
import { happened } from "./happened.ts";
import { usesOf } from "./member-uses.ts";
import { settle } from "./settled.ts";

/**
 * A member that could be absent and is gone is absent for ever: where a text said nothing without it, or something written
 * out, that is what it says now. Where the code went another way without it, that way may not be what is meant for all:
 * people are asked.
 */
export function settleAbsent(leaving: Leaving, names: readonly GoneName[]): void {
  const { request, before, gone, seeds } = leaving;
  const optional = membersIn(names).filter(
    ([node, one]) =>
      ts.isPropertySignature(node) && node.questionToken !== undefined && !one.isReplaced,
  );
  const found = new Map(optional);
  for (const { place, member, kind } of usesOf(request, before, new Set(found.keys()))) {
    const one = found.get(member);
    const { parent } = place;
    if (one === undefined || kind !== "read" || gone.covers(place)) continue;
    if (!ts.isBinaryExpression(parent)) continue;
    const because = `${happened(one.change)}: \`${place.getText()}\` is never there any more.`;
    const reason = { change: one.change, rule: "drop-dead-branch", because };
    const operator = parent.operatorToken.getText();
    const other = parent.left === place ? parent.right : parent.left;
    const isNothing = other.kind === ts.SyntaxKind.NullKeyword || other.getText() === "undefined";
    const isEqual = operator.startsWith("=");
    if (isNothing && /^[!=]==?$/.test(operator) && isSilent(parent, isEqual))
      settle({ snapshot: before, gone, reason, seeds }, parent, isEqual);
    else if (operator === "??" && parent.left === place && ts.isStringLiteral(parent.right)) {
      const span = { start: place.getStart(), end: parent.right.getStart() };
      gone.stretch(place.getSourceFile(), span, reason);
      seeds.push([place, reason]);
    }
  }
}

/** Whether nothing is said where a condition has the answer that it has for ever now. */
function isSilent(condition: ts.Node, value: boolean): boolean {
  const { parent } = condition;
  if (!ts.isConditionalExpression(parent) || parent.condition !== condition) return false;
  const kept = value ? parent.whenTrue : parent.whenFalse;
  return ts.isStringLiteralLike(kept) && kept.text === "";
}

/**
 * A test that sets a flag which is gone, or writes an object for the sake of a gone member alone (`lot({ moisture: 6 })`),
 * tells of what the code under test did with it: what it tells of now is for people to say.
 */
export function askFlags(leaving: Leaving, names: readonly GoneName[]): void {
  const { request, before, told, holes } = leaving;
  const flags = new Map(membersIn(names).filter(([, one]) => !one.isReplaced && !one.isInside));
  const uses = usesOf(request, before, new Set(flags.keys()));
  const seen = new Set(
    uses.flatMap(({ file, kind, member }) =>
      kind === "read" && !request.tests.has(file) ? [member] : [],
    ),
  );
  for (const { file, place, member, kind } of uses) {
    const one = flags.get(member);
    if (one === undefined || kind !== "write" || !request.tests.has(file)) continue;
    if (!seen.has(member) || !isTold(place) || !isInTest(place)) continue;
    told.add(place.parent);
    holes.add({
      kind: "removed-symbol",
      ...askedPlace(request, file, place.parent, one.change),
      question: `${happened(one.change)}, and the test tells of it: what does it tell of now?`,
    });
  }
}

/** Whether a value was given to be told of: yes, or the only one of its object. */
const isTold = (place: ts.Node): boolean => {
  const { parent } = place;
  if (place.kind === ts.SyntaxKind.TrueKeyword) return true;
  return (
    ts.isPropertyAssignment(parent) &&
    (ts.isLiteralExpression(place) || ts.isPrefixUnaryExpression(place)) &&
    parent.parent.properties.length === 1
  );
};

const membersIn = (names: readonly GoneName[]): readonly (readonly [ts.Node, GoneName])[] =>
  names
    .filter(({ change }) => change.kind === "field-removed")
    .map((one) => [one.before.name.parent, one]);

/** Whether a node stands in the body of a test, and not in what helps several. */
const isInTest = (node: ts.Node): boolean =>
  ts.findAncestor(
    node,
    (at) => ts.isCallExpression(at) && /^(?:test|it)\b/.test(at.expression.getText()),
  ) !== undefined;
