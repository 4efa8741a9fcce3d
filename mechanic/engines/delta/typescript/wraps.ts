import ts from "typescript-services";

import type { Change, RepairRequest, TypeRef } from "#intent";

import type { EditList } from "../shared/index.ts";
import { happened } from "./happened.ts";
import { membersOf, usesOf } from "./member-uses.ts";
import { partInside, partOf, takeOut } from "./parts.ts";
import { codePath, type Stamped } from "./stamps.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Values that go into a member of another shape and lose nothing: one value becomes a list of it where a list is wanted
 * now, what is empty stays empty in its new form, and what is a record with one required part now is that part. Where
 * values come out of it otherwise, the compiler asks.
 */
export function wrapValues(
  request: RepairRequest,
  before: Snapshot,
  declared: Stamped,
  edits: EditList,
): void {
  for (const change of request.changes) {
    if (!/^(?:field|parameter)-retyped$/.test(change.kind)) continue;
    const path = codePath(change.fromSymbol ?? change.symbol);
    const members = new Set(membersOf(declared.names, path));
    for (const { file, place, kind } of usesOf(request, before, members)) {
      const field = partInside(request, change);
      if (!ts.isExpression(place)) continue;
      if (kind === "write") {
        const text =
          field === undefined ? reshaped(before, place, change) : partOf(before, place, field);
        if (text !== undefined) write(file, place, text, change, edits);
      } else if (field !== undefined && !request.tests.has(file))
        takeOut(before, file, place, field, change, edits);
    }
  }
}

/** The same value in the new shape; `undefined` where that takes a decision. */
function reshaped(
  { checker }: Snapshot,
  place: ts.Expression,
  { fromType, toType }: Change,
): string | undefined {
  const isEmptyList = ts.isArrayLiteralExpression(place) && place.elements.length === 0;
  const isEmptyMap =
    ts.isNewExpression(place) &&
    place.expression.getText() === "Map" &&
    (place.arguments ?? []).length === 0;
  if (isEmptyList && toType?.kind === "map" && fromType?.kind === "list") return "new Map()";
  if (isEmptyMap && toType?.kind === "list" && fromType?.kind === "map") return "[]";
  if (toType?.kind !== "list" || bare(fromType) !== bare(toType.item)) return undefined;
  const type = checker.getTypeAtLocation(place);
  const parts = type.isUnion() ? type.types : [type];
  const isThere = parts.every(
    (part) =>
      (part.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Null)) === 0 &&
      !checker.isArrayType(part) &&
      !checker.isTupleType(part),
  );
  return isThere ? `[${place.getText()}]` : undefined;
}

/** A type without its option, as a text to compare. */
const bare = (type: TypeRef | undefined): string =>
  type === undefined
    ? ""
    : JSON.stringify(type.kind === "optional" ? type.item : type, (key, value: unknown) =>
        key === "span" ? undefined : value,
      );

function write(
  file: string,
  place: ts.Expression,
  text: string,
  change: Change,
  edits: EditList,
): void {
  const { parent } = place;
  edits.add({
    file,
    start: place.getStart(),
    end: place.getEnd(),
    text: ts.isShorthandPropertyAssignment(parent) ? `${place.getText()}: ${text}` : text,
    change: change.symbol,
    rule: "wrap-value",
    certainty: "certain",
    because: `${happened(change)}: it is the same value in its new shape.`,
  });
}
