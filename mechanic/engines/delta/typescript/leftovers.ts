import ts from "typescript-services";

import {
  rangeOf,
  type Change,
  type Hole,
  type HoleKind,
  type RepairEdit,
  type RepairRequest,
  type Span,
} from "#intent";

import { originalOffset, type HoleDraft, type HoleList, type SlotDraft } from "../shared/index.ts";
import { answerDraft } from "./leftover-answers.ts";
import { guiltyChange, spells } from "./leftover-change.ts";
import { isExplained, isPassedOn, type Blame } from "./leftover-explained.ts";
import {
  isFixture,
  isInCodec,
  isReshaping,
  kindOf,
  missingKey,
  valueOf,
} from "./leftover-kinds.ts";
import { aroundOf, handlersAt, tableOf, usedBehind, wholeOf } from "./leftover-places.ts";
import { askMaker, makerOf } from "./makers.ts";
import { followOns, type Leftover as FollowOn } from "./follow-ons.ts";
import { missingName, questionOf, tableAt, type Leftover } from "./leftover-text.ts";
import { objectBehind, originOf } from "./origins.ts";
import { enclosingName, nameAround, nodeAt } from "./places.ts";
import type { Carried } from "./retype.ts";
import { memberSlot, unedited, valueSlot } from "./slots.ts";
import type { Snapshot, Workspace } from "./workspace.ts";

/**
 * Turns every error that the edits leave behind into a hole at its place in the unedited text, unless a hole stands there
 * already; a doubt of the retypes at that place is the better question. Errors that the old, green snapshot had as well
 * are not of our making.
 */
export function askLeftovers(
  request: RepairRequest,
  workspace: Workspace,
  before: Snapshot,
  after: Snapshot,
  edits: readonly RepairEdit[],
  carried: readonly Carried[],
  holes: HoleList,
): void {
  const doubts = carried.flatMap((one) => one.doubts);
  const settled = carried.flatMap((one) => one.settled);
  const late: Blame[] = [];
  const makers = new Map<ts.Node, Blame[]>();
  const found = leftoversIn(request, before, after, edits, holes);
  const following = followOns(
    workspace,
    after,
    found.map(({ leftover }) => leftover),
  );
  const settledLocals = new Map<ts.Node, Set<string>>();
  for (const { file, error, draft, leftover } of found) {
    if (following.has(leftover) || isExplained(holes.all(), draft)) continue;
    if (isSettledBefore(settledLocals, draft)) continue;
    if (settled.some((place) => place.file === file && isInside(draft.span, place))) continue;
    if (isPassedOn(holes.all(), draft)) continue;
    // What an import lacks is asked about where it is used.
    if (missingImports.has(error.code) && isImported(after, file, error)) continue;
    if (excess.has(error.code) && isReplaced(request, holes.all(), draft)) continue;
    const maker = makerOf(request, after, file, error);
    if (maker !== undefined) {
      makers.set(maker, [...(makers.get(maker) ?? []), draft]);
      continue;
    }
    const doubted = doubts.filter(
      (doubt) => doubt.file === file && isInside(doubt.span, draft.blamed),
    );
    for (const doubt of doubted) holes.add(doubt);
    if (draft.file !== file || error.code === missingKey || untold.has(error.code))
      late.push(draft);
    else if (doubted.length === 0) holes.add(draft);
  }
  // A table that lacks a key is asked about where it is made, once, not wherever it is read.
  for (const draft of late) if (!isExplained(holes.all(), draft)) holes.add(draft);
  for (const [maker, [draft]] of makers)
    if (draft !== undefined) askMaker(request, after, maker, draft, edits, holes);
}

/**
 * Whether the same local may be absent at a place further up in the same function: whatever is decided there, it is there
 * further down, or nothing goes on.
 */
function isSettledBefore(seen: Map<ts.Node, Set<string>>, { kind, at }: Blame): boolean {
  const scope = ts.findAncestor(at, ts.isFunctionLike);
  const value =
    ts.isPropertyAssignment(at.parent) && at.parent.name === at ? at.parent.initializer : at;
  if (kind !== "absent-value" || scope === undefined || !ts.isIdentifier(value)) return false;
  const locals = seen.get(scope) ?? new Set();
  seen.set(scope, locals);
  if (locals.has(value.text)) return true;
  locals.add(value.text);
  return false;
}

/** An error that the edits leave behind, and what it asks. */
interface Found {
  readonly file: string;
  readonly error: ts.Diagnostic;
  readonly draft: Blame;
  readonly leftover: FollowOn;
}

/** All errors of our making that no hole explains yet. */
function leftoversIn(
  request: RepairRequest,
  before: Snapshot,
  after: Snapshot,
  edits: readonly RepairEdit[],
  holes: HoleList,
): readonly Found[] {
  const files = [...request.sources.keys()];
  const known = new Set(
    files.flatMap((file) => before.errors(file).map((error) => keyOf(file, error))),
  );
  return files.flatMap((file) => {
    const own = edits.filter((edit) => edit.file === file);
    return (after.file(file) === undefined ? [] : after.errors(file)).flatMap((error) => {
      const isOurs = !known.has(keyOf(file, error));
      const draft = isOurs ? draftOf(request, after, file, error, own) : undefined;
      return draft === undefined || isExplained(holes.all(), draft)
        ? []
        : [{ file, error, draft, leftover: leftoverOf(file, error, draft) }];
    });
  });
}

/** TS2305, TS2614 and TS2724: a module has no such export. */
const missingImports: ReadonlySet<number> = new Set([2305, 2614, 2724]);

/** Whether what is missing is an import that something asked about names. */
function isImported(after: Snapshot, file: string, { start = 0 }: ts.Diagnostic): boolean {
  const tree = after.file(file);
  const place = tree === undefined ? undefined : nodeAt(tree, start, start + 1);
  return place !== undefined && ts.findAncestor(place, ts.isImportDeclaration) !== undefined;
}

/** TS2322, TS2345, and TS2739 to TS2741: an object lacks members. */
const lacking: ReadonlySet<number> = new Set([2322, 2345, 2739, 2740, 2741]);

/** TS2322 and TS2345: a value is not of the type that is wanted where it goes. */
const unfitting: ReadonlySet<number> = new Set([2322, 2345]);

/** TS7006 and TS7031: nothing says what a function gets any more, as where what it was given to is gone. */
const untold: ReadonlySet<number> = new Set([7006, 7031]);

/** TS2353 and TS2561: an object names what its type has not. */
const excess: ReadonlySet<number> = new Set([2353, 2561]);

/** Whether the object around an error is asked for the thing that took in what it names: that is one question. */
const isReplaced = (
  { changes }: RepairRequest,
  asked: readonly Hole[],
  { file, text, span, delta }: HoleDraft,
): boolean => {
  const { line, endLine } = rangeOf(text, span);
  const owner = (symbol: string): string => symbol.slice(0, symbol.lastIndexOf("."));
  const isThing = (symbol: string): boolean =>
    changes.some(
      (one) => one.symbol === symbol && one.kind === "field-added" && one.toType?.kind === "named",
    );
  return asked.some(
    (hole) =>
      hole.kind === "required-value" &&
      hole.file === file &&
      hole.line <= line &&
      endLine <= hole.endLine &&
      owner(hole.delta) === owner(delta) &&
      isThing(hole.delta),
  );
};

/** TS2366 and TS7030: a function ends without a result, as it does where a `switch` lacks an arm. */
const endsWithout: ReadonlySet<number> = new Set([2366, 7030]);

/**
 * The parameter that callers may leave out (`until?: Date`), where its value goes to what is always there now: whether they
 * still may is decided there.
 */
function leftOutBy({ checker }: Snapshot, blame: ts.Node): ts.Node | undefined {
  const value = valueOf(blame);
  if (!ts.isIdentifier(value)) return undefined;
  const symbol = ts.isShorthandPropertyAssignment(value.parent)
    ? checker.getShorthandAssignmentValueSymbol(value.parent)
    : checker.getSymbolAtLocation(value);
  const declared = symbol?.valueDeclaration;
  const isOptional =
    declared !== undefined &&
    ts.isParameter(declared) &&
    declared.questionToken !== undefined &&
    declared.getSourceFile() === blame.getSourceFile();
  return isOptional ? declared : undefined;
}

/** How an error may follow from others. */
const leftoverOf = (
  file: string,
  { start = 0 }: ts.Diagnostic,
  { at, isSpelt, kind, isWide, without }: Blame,
): FollowOn => ({
  file,
  start,
  place: at,
  isSpelt,
  isRoot: !isWide && rooting.has(kind),
  ...(without === undefined ? {} : { without }),
});

/** Kinds of questions that ask for a value. */
const rooting: ReadonlySet<HoleKind> = new Set<HoleKind>([
  "conversion",
  "absent-value",
  "removed-symbol",
  "narrowing",
  "wire-form",
  "unresolved-diagnostic",
  "variant-arm",
  "new-handler",
]);

/** What an error blames, the change behind it, and the place that is asked about. */
interface Asked {
  readonly text: string;
  readonly message: string;
  readonly code: string;
  readonly change: Change;
  readonly place: ts.Node;
  readonly span: Span;
}

function askedBy(
  request: RepairRequest,
  after: Snapshot,
  file: string,
  error: ts.Diagnostic,
  edits: readonly RepairEdit[],
): Asked | undefined {
  const tree = after.file(file);
  if (tree === undefined || error.start === undefined) return undefined;
  const [from, length] = [error.start, error.length ?? 1];
  const spanOf = (start: number, end: number): Span => ({
    start: originalOffset(edits, start),
    end: originalOffset(edits, end),
  });
  const said = spanOf(from, from + length);
  const text = request.sources.get(file) ?? "";
  const message = ts.flattenDiagnosticMessageText(error.messageText, " ");
  const blame = nodeAt(tree, from, from + length);
  const code = text.slice(said.start, said.end);
  const change = guiltyChange(request, message, code, aroundOf(blame).getText());
  if (change === undefined) return undefined;
  const origin = originAt(request, after, error.code, message, change, blame);
  const span = origin === undefined ? said : spanOf(origin.getStart(), origin.getEnd());
  return { text, message, code, change, place: origin ?? blame, span };
}

/** Where what does not fit, or lacks a member, was written, or may be left out. */
function originAt(
  request: RepairRequest,
  after: Snapshot,
  code: number,
  message: string,
  change: Change,
  blame: ts.Node,
): ts.Node | undefined {
  if (unfitting.has(code) && isReshaping.test(change.kind))
    return originOf(request, after, blame, change);
  if (lacking.has(code) && /is missing|are missing|missing the/.test(message))
    return objectBehind(after, valueOf(blame));
  return change.kind.endsWith("-became-required") ? leftOutBy(after, blame) : undefined;
}

function draftOf(
  request: RepairRequest,
  after: Snapshot,
  file: string,
  error: ts.Diagnostic,
  edits: readonly RepairEdit[],
): Blame | undefined {
  const asked = askedBy(request, after, file, error, edits);
  if (asked === undefined) return undefined;
  const { text, message, code, change, place, span } = asked;
  if (change.kind === "rpc-error-added") {
    const given = untold.has(error.code) ? ts.findAncestor(place, ts.isFunctionLike) : undefined;
    return answerDraft(request, after, file, change, given?.parent ?? place, edits);
  }
  const found = kindOf(error.code, message, change);
  // In what a file writes as JSON and reads back, it is the form that is asked about.
  const isForm = found === "conversion" && isInCodec(request, after, file, place);
  const isOrder = found === "conversion" && losesHours(change) && isCompared(place);
  const meant = isForm ? "wire-form" : isOrder ? "ordering" : found;
  const kind =
    request.tests.has(file) && isFixture(meant, change, place) ? "expected-value" : meant;
  const isWide = endsWithout.has(error.code);
  const owner = isWide
    ? ts.findAncestor(place, ts.isFunctionLike)
    : untold.has(error.code)
      ? ts.findAncestor(place, ts.isFunctionLike)?.parent
      : undefined;
  const blamed = {
    start: owner === undefined ? span.start : originalOffset(edits, owner.getStart()),
    end: originalOffset(edits, (owner ?? wholeOf(place)).getEnd()),
  };
  const made = error.code === missingKey ? tableOf(request, after, place) : undefined;
  const handlers = handlersAt(kind, place, edits);
  const written = isWide
    ? enclosingName(place)
    : handlers === undefined
      ? text.slice(span.start, span.end)
      : "this object";
  const used = kind === "removed-symbol" ? usedBehind(after, place) : undefined;
  const end = used === undefined ? span.end : originalOffset(edits, used.getEnd());
  const at = made ?? { file, text, span: handlers ?? { start: span.start, end }, place };
  const leftover: Leftover = { kind, change, message, place: at.place, written };
  const asks = questionOf(leftover);
  const inside = enclosingName(at.place);
  const slot = isWide ? undefined : slotAt(leftover);
  return {
    // What a table says of a new variant is that variant's arm.
    kind: kind === "required-value" && change.kind === "variant-added" ? "variant-arm" : kind,
    file: at.file,
    text: at.text,
    span: at.span,
    delta: change.symbol,
    inside,
    ...asks,
    slot: made === undefined ? unedited(slot, edits) : slot,
    ...(kind === "required-value" ? { meaning: meaningAt(leftover) } : {}),
    blamed: made?.span ?? blamed,
    at: place,
    isSpelt: spells(change, `${message} ${code} ${aroundOf(place).getText()}`),
    isWide,
  };
}

/** Whether what was a moment is a day: those of one day have no order any more. */
const losesHours = ({ from, to }: Change): boolean =>
  /\btimestamp\b/.test(from ?? "") && /\bdate\b/.test(to ?? "");

/** Whether a place is part of a difference that a comparator answers with. */
const isCompared = (place: ts.Node): boolean =>
  ts.findAncestor(
    place,
    (at) =>
      ts.isArrowFunction(at) &&
      at.parameters.length === 2 &&
      ts.isCallExpression(at.parent) &&
      /\.(?:sort|toSorted)$/.test(at.parent.expression.getText()),
  ) !== undefined;

/** Where a text can answer an error: behind the key that a table lacks, in place of a value that does not fit. */
function slotAt(leftover: Leftover): SlotDraft | undefined {
  const { kind, place } = leftover;
  if (kind === "new-handler" || kind === "variant-arm") return undefined;
  if (kind !== "required-value") return valueSlot(place);
  const [table, name] = [tableAt(place), missingName(leftover)];
  return table === undefined || name === undefined ? undefined : memberSlot(table, [name]);
}

/** Tables ask for a value of their own; what a type gained is one question wherever it is made. */
const meaningAt = ({ change, place }: Leftover): string =>
  change.kind === "variant-added" ? nameAround(place) : "";

const isInside = (inner: Span, outer: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

const keyOf = (file: string, error: ts.Diagnostic): string =>
  `${file}|${error.code}|${ts.flattenDiagnosticMessageText(error.messageText, " ")}`;
