import ts from "typescript-services";

import type { Change, RepairRequest, TypeRef } from "#intent";

import type { EditList } from "../shared/index.ts";
import { happened } from "./happened.ts";
import { membersOf, usesOf, type MemberUse } from "./member-uses.ts";
import { partInside, partOf, takeOut } from "./parts.ts";
import { expectedObjects, sides } from "./expectations.ts";
import { pairRewrites, type Rewrite } from "./pair-uses.ts";
import { typeOf } from "./printed.ts";
import { pairsInside, recordsOf, type PairNames } from "./pairs.ts";
import { propertyOf } from "./seen.ts";
import { codePath, type Stamped } from "./stamps.ts";
import { sameNode } from "./places.ts";
import type { Snapshot } from "./workspace.ts";
import { isStore } from "./stored-forms.ts";

/**
 * Values that go into a member of another shape and lose nothing: one value becomes a list of it where a list is wanted
 * now, what is empty stays empty in its new form, and what is a record with one required part now is that part. Where
 * values come out of it otherwise, the compiler asks.
 */
export function wrapValues(
  request: RepairRequest,
  before: Snapshot,
  stamped: Snapshot,
  declared: Stamped,
  edits: EditList,
): void {
  asRecords(request, before, stamped, declared, edits);
  for (const change of request.changes) {
    if (!/^(?:field|parameter)-retyped$/.test(change.kind)) continue;
    if (pairsInside(request, change) !== undefined) continue;
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

/**
 * A map that is a list of records now: what goes in is told entry by entry, and what goes through it takes records apart.
 * A map that is only passed on from one such member to another stays as it is written; `stamped` knows what is a map still.
 */
function asRecords(
  request: RepairRequest,
  before: Snapshot,
  stamped: Snapshot,
  declared: Stamped,
  edits: EditList,
): void {
  const reshaped = request.changes.flatMap((change) => {
    const names = /^(?:field|parameter)-retyped$/.test(change.kind)
      ? pairsInside(request, change)
      : undefined;
    const path = codePath(change.fromSymbol ?? change.symbol);
    return names === undefined
      ? []
      : membersOf(declared.names, path).map((member) => [member, { change, names }] as const);
  });
  const members = new Map(reshaped);
  const uses = usesOf(request, before, new Set(members.keys()));
  for (const { file, place, kind, member } of [
    ...uses,
    ...expectedUses(request, before, members),
  ]) {
    const found = members.get(member);
    if (found === undefined || !ts.isExpression(place)) continue;
    const { change, names } = found;
    const expected = expectedOf(place);
    const written = kind === "write" ? place : expected;
    const rewrites =
      written !== undefined
        ? writtenAsRecords(before, stamped, written, names, kind === "write")
        : (pairRewrites(place, names) ?? []);
    for (const { start, end, text } of rewrites)
      edits.add({
        file,
        start,
        end,
        text,
        change: change.symbol,
        rule: written === undefined ? "take-part" : "wrap-value",
        certainty: "certain",
        because: `${happened(change)}: each entry is a record of \`${names.key}\` and \`${names.value}\`.`,
      });
  }
}

/** Members of things that a test expects as a whole: nothing says there what they are. */
function expectedUses(
  { tests }: RepairRequest,
  snapshot: Snapshot,
  members: ReadonlyMap<ts.Node, unknown>,
): readonly MemberUse[] {
  const found: MemberUse[] = [];
  for (const file of members.size === 0 ? [] : tests) {
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node))
        for (const { literal, type } of expectedObjects(snapshot, node))
          for (const property of literal.properties) {
            const declared = propertyOf(snapshot.checker, type, property.name?.getText() ?? "");
            const member = declared?.declarations?.find((one) => members.has(one));
            if (member !== undefined && ts.isPropertyAssignment(property))
              found.push({ file, place: property.initializer, kind: "write", member });
          }
      ts.forEachChild(node, visit);
    };
    const tree = snapshot.file(file);
    if (tree !== undefined) visit(tree);
  }
  return found;
}

/** A map that goes in, or that a test expects, as the list of its entries. */
function writtenAsRecords(
  before: Snapshot,
  stamped: Snapshot,
  place: ts.Expression,
  names: PairNames,
  isGiven: boolean,
): readonly Rewrite[] {
  // What a store keeps is of the old shape: how it is read and written there is a person's to say.
  if (isGiven && isStore(place.getSourceFile().text)) return [];
  const at = { start: place.getStart(), end: place.getEnd() };
  const text = recordsOf(place, names);
  if (text !== undefined) return [{ ...at, text }];
  const now = stamped.file(before.pathOf(place.getSourceFile()));
  const same = now === undefined ? undefined : sameNode(now, place);
  if (!isGiven || same === undefined || !isMap(before, place) || !isMap(stamped, same)) return [];
  const { key, value } = names;
  const name = ts.isShorthandPropertyAssignment(place.parent) ? `${place.getText()}: ` : "";
  const entry = `([${key}, ${value}]) => ({ ${key}, ${value} })`;
  return [{ ...at, text: `${name}Array.from(${place.getText()}, ${entry})` }];
}

/** Whether a value is a map and always there: its entries are told one by one, and none is lost. */
const isMap = (snapshot: Snapshot, place: ts.Node): boolean => {
  const type = typeOf(snapshot, place);
  return /^(?:Readonly)?Map$/.test(type.symbol?.name ?? "") && !type.isUnion();
};

/** What a test expects a value to be, where it looks at the value itself. */
function expectedOf(place: ts.Expression): ts.Expression | undefined {
  const both = ts.isCallExpression(place.parent) ? sides(place.parent) : undefined;
  return both?.actual === place ? both.expected : undefined;
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
