import ts from "typescript-services";

import type { Change, RepairRequest, TypeRef } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { isAskedAt } from "./asked.ts";
import { askedPlace } from "./asked-place.ts";
import { happened } from "./happened.ts";
import { typeOf } from "./printed.ts";
import { valueSlot } from "./slots.ts";
import { codePath } from "./stamps.ts";
import { retypedFiles } from "./retyped-files.ts";
import { isStore } from "./stored-forms.ts";
import { sameNode } from "./places.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * JSON has no form for big integers (they throw), maps and sets (they become `{}`). A value that holds one since the change
 * and goes into JSON is asked about where it goes in: what `JSON.stringify` is given, and the parts of objects that a file
 * which writes JSON makes for anybody (`write: (one) => ({ id: one.id })` of type `object`). No compiler minds. Both
 * snapshots hold the old sources.
 */
export function askJsonForms(
  request: RepairRequest,
  before: Snapshot,
  stamped: Snapshot,
  holes: HoleList,
): void {
  const { changes, files } = retypedFiles(request, before, stamped);
  for (const { file, text, tree, now } of files) {
    if (!/\bJSON\.stringify\(/.test(text)) continue;
    const visit = (node: ts.Node): void => {
      for (const value of writtenAt(before, node, isStore(text))) {
        const same = sameNode(now, value);
        if (same === undefined || !ts.isExpression(same)) continue;
        const lacks = (snapshot: Snapshot, at: ts.Expression): boolean =>
          isFormless(snapshot, typeOf(snapshot, at), at, 0);
        if (lacks(stamped, same) && !lacks(before, value))
          ask(request, file, value, changes, holes);
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
}

/** Expressions whose values a node writes as JSON. */
function writtenAt(snapshot: Snapshot, node: ts.Node, isStored: boolean): readonly ts.Expression[] {
  if (ts.isCallExpression(node) && node.expression.getText() === "JSON.stringify") {
    const [value, replacer] = node.arguments;
    // A replacer may give anything a form.
    const isPlain = replacer === undefined || replacer.kind === ts.SyntaxKind.NullKeyword;
    if (value === undefined || !isPlain) return [];
    return ts.isObjectLiteralExpression(value) ? partsOf(value) : [value];
  }
  // What `JSON.stringify` is given itself was looked at with the call.
  const { parent } = node;
  const isGiven =
    parent !== undefined &&
    ts.isCallExpression(parent) &&
    parent.expression.getText() === "JSON.stringify";
  const isOpen =
    isStored &&
    !isGiven &&
    ts.isObjectLiteralExpression(node) &&
    isAnything(snapshot.checker.getContextualType(node));
  return isOpen ? partsOf(node) : [];
}

/** The values of an object, what it spreads among them. */
const partsOf = ({ properties }: ts.ObjectLiteralExpression): readonly ts.Expression[] =>
  properties.flatMap((one) =>
    ts.isPropertyAssignment(one)
      ? [one.initializer]
      : ts.isSpreadAssignment(one)
        ? [one.expression]
        : ts.isShorthandPropertyAssignment(one)
          ? [one.name]
          : [],
  );

/** Whether whoever gets an object does not say what is in it: `object`, `unknown`, a record of anything. */
export function isAnything(type: ts.Type | undefined): boolean {
  if (type === undefined) return false;
  const any = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.NonPrimitive;
  if ((type.flags & any) !== 0) return true;
  const values = type.getStringIndexType();
  return values !== undefined && (values.flags & any) !== 0;
}

const depthMax = 5;

/** Whether a value of a type is written as nothing, or cannot be written: a big integer, a map or a set anywhere in it. */
function isFormless(snapshot: Snapshot, type: ts.Type, place: ts.Node, depth: number): boolean {
  const { checker } = snapshot;
  if (depth > depthMax) return false;
  if (type.isUnion()) return type.types.some((part) => isFormless(snapshot, part, place, depth));
  if ((type.flags & ts.TypeFlags.BigIntLike) !== 0) return true;
  if ((type.flags & ts.TypeFlags.Object) === 0) return false;
  if (/^(?:Readonly)?(?:Map|Set)$/.test(type.symbol?.name ?? "")) return true;
  if (type.getCallSignatures().length > 0 || type.getProperty("toJSON") !== undefined) return false;
  const element = type.getNumberIndexType() ?? type.getStringIndexType();
  if (element !== undefined) return isFormless(snapshot, element, place, depth + 1);
  return type
    .getProperties()
    .some((one) =>
      isFormless(snapshot, checker.getTypeOfSymbolAtLocation(one, place), place, depth + 1),
    );
}

/** Whether a type of the intent is one that JSON has no form for. */
function isBig(type: TypeRef | undefined): boolean {
  if (type?.kind === "list" || type?.kind === "optional") return isBig(type.item);
  return type?.kind === "map" || (type?.kind === "primitive" && /^[iu]64$/.test(type.name));
}

function ask(
  request: RepairRequest,
  file: string,
  node: ts.Expression,
  changes: readonly Change[],
  holes: HoleList,
): void {
  const text = request.sources.get(file) ?? "";
  const place = ts.isSpreadAssignment(node.parent) ? node.parent : node;
  const span = { start: place.getStart(), end: place.getEnd() };
  const written = node.getText();
  const names = ({ symbol }: Change): boolean =>
    new RegExp(`\\b${codePath(symbol).split(".").at(-1) ?? ""}\\b`).test(written);
  const blamed = changes.filter(({ toType }) => isBig(toType));
  const change = blamed.find(names) ?? blamed[0] ?? changes.find(names) ?? changes[0];
  if (change === undefined || isAskedAt(holes, file, text, span)) return;
  holes.add({
    kind: "wire-form",
    ...askedPlace(request, file, place, change),
    question: `${happened(change)}: \`${written}\` goes into JSON, which has no form for it now. How is it written?`,
    slot: place === node ? valueSlot(node) : undefined,
  });
}
