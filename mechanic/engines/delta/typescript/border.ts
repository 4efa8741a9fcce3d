import ts from "typescript-services";

import type { HoleKind } from "#intent";

import { isAskedAt } from "./asked.ts";
import { isMadeElsewhere } from "./given.ts";
import type { Flow, FlowNode } from "./graph.ts";
import { homeOf } from "./homes.ts";
import { doubt, edit, hole, writtenAs, type Judgement } from "./judgement.ts";
import {
  convertBack,
  convertExpression,
  convertLiteral,
  isParsing,
  isWrittenOut,
  parsedBy,
  readBack,
} from "./literals.ts";
import type { LiteralPlace } from "./literal-slots.ts";
import { holdsMember, isRecount, recountValue } from "./recount.ts";
import { nodeAt } from "./places.ts";
import { readerOf, readInstead } from "./reader-methods.ts";
import type { WireValue } from "./wire.ts";

/** Judges one flow over the border of what has changed, in either direction. */
export function cross(judgement: Judgement, flow: Flow): void {
  const inside = (node: FlowNode | undefined): boolean =>
    node !== undefined && judgement.members.has(node);
  if (flow.kind === "count") return;
  if (inside(flow.to) && !inside(flow.from)) enter(judgement, flow);
  else if (inside(flow.from) && !inside(flow.to) && flow.kind === "flow") leave(judgement, flow);
}

function enter(judgement: Judgement, flow: Flow): void {
  const { retype, request, change } = judgement;
  const original = writtenAs(judgement, flow.file, flow.expression);
  if (flow.opaque) return untyped(judgement, flow, original);
  if (flow.from !== undefined && judgement.stored.has(flow.from) && flow.direct)
    return askStored(judgement, flow);
  if (isWrittenOut(original)) return literal(judgement, flow, original);
  const read = flow.direct && flow.kind === "flow" ? readerOf(judgement, flow) : undefined;
  if (read !== undefined) return reread(judgement, flow, original);
  const counts =
    isRecount(retype) && (retype.after === "number" || holdsMember(judgement, flow.expression));
  if (counts && recountValue(judgement, flow.file, flow.expression)) return;
  const isAbsent = mayBeAbsent(judgement, flow.expression);
  const value = flow.direct ? convertExpression(original, retype) : undefined;
  const converted = isAbsent ? undefined : value;
  if (isParsing(flow.expression)) {
    const read = writtenAs(judgement, flow.file, parsedBy(flow.expression));
    if (isText(judgement, flow.expression)) return unparse(judgement, flow, original, read);
    const candidates = [
      retype.after === "bigint" ? `BigInt(${read})` : read,
      ...(converted === undefined ? [] : [converted]),
    ];
    const isUntyped = isAnything(judgement.tagged, parsedBy(flow.expression));
    return hole(
      judgement,
      flow.file,
      flow.expression,
      isUntyped ? "wire-form" : "validation",
      isUntyped
        ? `\`${original}\` reads what was written before ${change.symbol} became ${retype.toIntent || retype.after}: how is it read?`
        : `\`${original}\` reads a number; which texts are a valid ${change.symbol} now?`,
      candidates,
    );
  }
  if (flow.kind === "compare" || converted === undefined) {
    const asks = isPlumbing(flow) ? doubt : hole;
    return asks(
      judgement,
      flow.file,
      flow.expression,
      "conversion",
      `\`${original}\` is still ${retype.before} and meets ${change.symbol}, which is ${retype.toIntent || retype.after} now.`,
      isAbsent && value !== undefined
        ? [`${original} === undefined ? undefined : ${value}`]
        : converted === undefined
          ? made(judgement, flow, original)
          : [converted],
    );
  }
  // A test may be respelt, not rewired.
  if (request.tests.has(flow.file) && flow.kind === "flow" && !flow.direct) return;
  edit(
    judgement,
    flow,
    converted,
    "convert-at-boundary",
    `\`${original}\` stays ${retype.before}; ${change.symbol} is ${retype.after} now, and this conversion loses nothing.`,
  );
}

/** Whether a value may be absent: a conversion would make a text of that, or throw. */
function mayBeAbsent({ tagged }: Judgement, node: ts.Expression): boolean {
  const type = tagged.checker.getTypeAtLocation(node);
  return (type.isUnion() ? type.types : [type]).some(
    ({ flags }) => (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) !== 0,
  );
}

/** Whether nothing is known of a value: it comes out of JSON, and no person typed it. */
const isAnything = ({ checker }: Judgement["tagged"], node: ts.Node): boolean =>
  (checker.getTypeAtLocation(node).flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;

/** A column is read as what it is now, or, where no reader gives that, asked about: it was written in the old form. */
function reread(judgement: Judgement, flow: Flow, original: string): void {
  const { change, retype } = judgement;
  const instead = readInstead(judgement, flow);
  if (instead !== undefined)
    return edit(
      judgement,
      flow,
      instead,
      "read-as",
      `\`${original}\` reads a ${retype.before}; ${change.symbol} is ${retype.after} now, and this reads the same column as one.`,
    );
  hole(
    judgement,
    flow.file,
    flow.expression,
    "wire-form",
    `\`${original}\` reads what was written before ${change.symbol} became ${retype.toIntent || retype.after}: how is it read?`,
    [],
  );
}

/** A value that was made by counting is made in another way where the new type has no numbers. */
function made(
  { retype }: Judgement,
  { expression, direct }: Flow,
  original: string,
): readonly string[] {
  if (retype.toIntent === "decimal" && direct) return [`String(${original})`];
  return retype.toIntent === "uuid" &&
    (ts.isBinaryExpression(expression) ||
      ts.isPostfixUnaryExpression(expression) ||
      ts.isPrefixUnaryExpression(expression))
    ? ["crypto.randomUUID()"]
    : [];
}

/** Whether what flows is a function or something put together, and not the value: only the compiler knows what it lacks. */
const isPlumbing = ({ direct, expression }: Flow): boolean =>
  !direct &&
  (ts.isFunctionLike(expression) ||
    ts.isObjectLiteralExpression(expression) ||
    ts.isCallExpression(expression));

/** Whether a text is parsed where a text of any form is wanted now: any text that was read before is one. */
const isText = ({ retype, tagged }: Judgement, node: ts.Expression): boolean =>
  retype.toIntent === "string" &&
  (tagged.checker.getTypeAtLocation(parsedBy(node)).flags & ts.TypeFlags.StringLike) !== 0;

/** `Number(cell)` of a text is the text itself, now that it is wanted as one. */
function unparse(judgement: Judgement, flow: Flow, original: string, read: string): void {
  const { parent } = flow.expression;
  const { change } = judgement;
  const because = `\`${original}\` made a number of a text; ${change.symbol} is a text now.`;
  const isNamed =
    ts.isPropertyAssignment(parent) &&
    parent.initializer === flow.expression &&
    parent.name.getText() === read;
  if (!isNamed) return edit(judgement, flow, read, "convert-at-boundary", because);
  const [start, end] = [parent.getStart(), parent.getEnd()];
  judgement.edits.add({
    file: flow.file,
    start,
    end,
    text: read,
    change: change.symbol,
    rule: "convert-at-boundary",
    certainty: "certain",
    because,
  });
}

/** Whether a value comes out of what is stored, and goes on as what it is now. */
export const readsStored = (
  { stored, members }: Judgement,
  { from, to, kind, direct }: Flow,
): boolean =>
  kind === "flow" &&
  direct &&
  from !== undefined &&
  stored.has(from) &&
  members.has(from) &&
  to !== undefined &&
  members.has(to);

/** What is read from where values are stored was written before the change, in the old form. */
export function askStored(judgement: Judgement, { file, expression }: Flow): void {
  const { change, retype, request } = judgement;
  // A test reads back what the service under test has just written.
  if (request.tests.has(file)) return;
  const original = writtenAs(judgement, file, expression);
  hole(
    judgement,
    file,
    expression,
    "wire-form",
    `\`${original}\` was stored before ${change.symbol} became ${retype.toIntent || retype.after}: what is it read as?`,
    [convertExpression(original, retype) ?? original],
  );
}

/** What comes without a type is stored or sent by somebody: whether it has the new form already is not for code to say. */
function untyped(judgement: Judgement, flow: Flow, original: string): void {
  // Who hands a function on says nothing of its values, and what was stored is asked about where it is read.
  if (judgement.tagged.checker.getTypeAtLocation(flow.expression).getCallSignatures().length > 0)
    return;
  if (judgement.graph.flows.some((read) => read.from === flow.to && readsStored(judgement, read)))
    return;
  if (flow.to !== undefined && judgement.stored.has(flow.to) && !judgement.members.has(flow.to))
    return;
  // An empty collection holds nothing of any form.
  if (ts.isNewExpression(flow.expression) && (flow.expression.arguments ?? []).length === 0) return;
  // What was begun for a collection of a known type holds what is put in.
  if (homeOf(judgement.tagged.checker, flow.expression) !== undefined) return;
  // A test reads back what the service under test has just written.
  if (flow.kind === "compare" || judgement.request.tests.has(flow.file)) return;
  const { change, retype } = judgement;
  hole(
    judgement,
    flow.file,
    flow.expression,
    "wire-form",
    `\`${original}\` has no type: is ${change.symbol} in it ${retype.toIntent || retype.after} already?`,
    [],
  );
}

/** Respells a literal whose every way leads to the changed value. */
export function respell(judgement: Judgement, { file, start, end }: LiteralPlace): void {
  const tree = judgement.tagged.file(file);
  const node = tree === undefined ? undefined : nodeAt(tree, start, end);
  const original = judgement.snapshot.texts.get(file)?.slice(start, end) ?? "";
  if (node !== undefined && ts.isExpression(node))
    literal(judgement, { file, expression: node }, original);
}

/** Respells a number that a test writes on the wire: texts and 64-bit numbers alike are texts there. */
export function respellWire(judgement: Judgement, value: WireValue): void {
  const { file, start, end, quote } = value;
  const original = judgement.snapshot.texts.get(file)?.slice(start, end) ?? "";
  const { retype, change } = judgement;
  const converted = convertLiteral(original, { ...retype, after: "string" });
  if (converted === undefined) return;
  judgement.edits.add({
    file,
    start,
    end,
    text: quote === '"' ? converted.replaceAll('"', '\\"') : converted,
    change: change.symbol,
    rule: "wire-respelt",
    certainty: "certain",
    because: `${change.symbol} is ${retype.toIntent} now: written as JSON, ${original} is ${converted}.`,
  });
}

/** A value written out: in a test it is respelt, in production it is a decision what that value is now. */
function literal(
  judgement: Judgement,
  flow: Pick<Flow, "file" | "expression">,
  original: string,
): void {
  const { retype, request, change } = judgement;
  const converted = convertLiteral(original, retype);
  if (request.tests.has(flow.file) && isMadeElsewhere(judgement, flow.file, flow.expression))
    return hole(
      judgement,
      flow.file,
      flow.expression,
      "expected-value",
      `The test expects \`${original}\` of ${change.symbol}, and gives it to nobody: it is ${retype.toIntent} now and made elsewhere. What is expected here?`,
      [],
    );
  if (converted !== undefined && request.tests.has(flow.file)) {
    return edit(
      judgement,
      flow,
      converted,
      "literal-respelt",
      `The test spells ${change.symbol} as ${original}; as ${retype.toIntent} the same value is ${converted}.`,
    );
  }
  if (converted !== undefined && isRecount(retype)) {
    return edit(
      judgement,
      flow,
      converted,
      "literal-respelt",
      `${original} is the same whole number now that ${change.symbol} is ${retype.toIntent}.`,
    );
  }
  const kind: HoleKind = request.tests.has(flow.file) ? "expected-value" : "conversion";
  hole(
    judgement,
    flow.file,
    flow.expression,
    kind,
    `Which ${change.symbol} is \`${original}\`, now that it is ${retype.toIntent}?`,
    converted === undefined ? [] : [converted],
  );
}

/** The value goes where the old type is still wanted. */
function leave(judgement: Judgement, flow: Flow): void {
  const { retype, change } = judgement;
  const original = writtenAs(judgement, flow.file, flow.expression);
  const { parent } = flow.expression;
  if (flow.to !== undefined && judgement.either.has(flow.to)) return;
  // A conversion takes whatever there is, and still gives what it gave.
  if (ts.isCallExpression(parent) && parent.expression.getText() === "BigInt") return;
  // What is asked about around it decides this, too.
  const span = { start: flow.expression.getStart(), end: flow.expression.getEnd() };
  const text = judgement.snapshot.texts.get(flow.file) ?? "";
  if (isAskedAt(judgement.holes, flow.file, text, span, "conversion")) return;
  const isAbsent = mayBeAbsent(judgement, flow.expression);
  const lossless = flow.direct && !isAbsent ? convertBack(original, retype) : undefined;
  const isOwn = flow.to !== undefined || !isInferred(judgement, flow.expression);
  if (lossless !== undefined && isOwn && !judgement.request.tests.has(flow.file))
    return edit(
      judgement,
      flow,
      lossless,
      "convert-at-boundary",
      `A ${retype.before} is wanted here, also for other values; ${change.symbol} is ${retype.after} now, and this conversion loses nothing.`,
    );
  const readable = flow.direct && !isAbsent ? readBack(original, retype) : undefined;
  const candidates = readable === undefined ? [] : [readable];
  const narrows = retype.before === "number" && retype.after === "bigint";
  if (flow.to !== undefined && judgement.stored.has(flow.to) && flow.direct)
    return hole(
      judgement,
      flow.file,
      flow.expression,
      "wire-form",
      `\`${original}\` is stored as JSON, which has no form for ${retype.toIntent || retype.after}: how is ${change.symbol} written?`,
      [`String(${original})`],
    );
  const leaveIt = isPlumbing(flow)
    ? doubt
    : flow.to === undefined && isInferred(judgement, flow.expression)
      ? doubt
      : hole;
  leaveIt(
    judgement,
    flow.file,
    flow.expression,
    narrows && !isReckoned(flow.expression) ? "narrowing" : "conversion",
    `\`${original}\` is ${retype.after} now, but a ${retype.before} is wanted here, also for values that are no ${change.symbol}.`,
    candidates,
  );
}

/** Whether a value goes into what reckons with numbers alone: how it is reckoned with others is open, not how wide it is. */
const isReckoned = ({ parent }: ts.Expression): boolean =>
  ts.isCallExpression(parent) && parent.expression.getText().startsWith("Math.");

/** Whether what is wanted of an expression was inferred from it: `list.map((it) => [it.id, it.n])` asks for no number. */
function isInferred({ tagged }: Judgement, node: ts.Node): boolean {
  for (let at = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) continue;
    if (parent.expression === at || parent.typeArguments !== undefined) return false;
    const declaration = tagged.checker.getResolvedSignature(parent)?.getDeclaration();
    return (
      declaration !== undefined &&
      ((declaration.typeParameters?.length ?? 0) > 0 || ts.isNewExpression(parent))
    );
  }
  return false;
}
