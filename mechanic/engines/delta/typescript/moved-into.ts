import ts from "typescript-services";

import { fieldName, type Change, type RepairRequest } from "#intent";

import type { EditList } from "../shared/index.ts";
import { happened } from "./happened.ts";
import { membersOf, usesOf } from "./member-uses.ts";
import { plain, spelt } from "./parts.ts";
import { codePath, type Stamped } from "./stamps.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * Members that went into one that came in the same change: a value into a list of such values (`{ reading }` becomes
 * `{ readings: [reading] }`), or parts into the thing that they are parts of, where patterns take them out of it
 * (`{ number, total }` becomes `{ bill: { number, total } }`). What a list means to who hears of it, and where the thing
 * comes from that was told in parts, is asked about. Returns the symbols of members that are given with that.
 */
export function movedInto(
  request: RepairRequest,
  before: Snapshot,
  declared: Stamped,
  edits: EditList,
): ReadonlySet<string> {
  const given = new Set<string>();
  const isMember = ({ kind }: Change, what: string): boolean => kind === `field-${what}`;
  for (const come of request.changes.filter((one) => isMember(one, "added"))) {
    const owner = ownerOf(come.symbol);
    const beside = (one: Change): boolean => ownerOf(one.symbol) === owner;
    const others = request.changes.filter((one) => isMember(one, "added") && beside(one));
    const gone = request.changes.filter((one) => isMember(one, "removed") && beside(one));
    const [only, more] = gone;
    if (only === undefined || others.length > 1) continue;
    if (more === undefined && isListOf(request, come, only)) {
      intoList(request, before, declared, only, come, edits);
      given.add(come.symbol);
    } else if (gone.every((one) => isPartOf(request, one, come)))
      intoThing(request, before, declared, gone, come, edits);
  }
  return given;
}

const ownerOf = (symbol: string): string => symbol.slice(0, symbol.lastIndexOf("."));
const nameOf = ({ symbol }: Change): string =>
  fieldName("typescript", { name: symbol.slice(symbol.lastIndexOf(".") + 1) });

const isListOf = (request: RepairRequest, { toType }: Change, { fromType }: Change): boolean =>
  toType?.kind === "list" &&
  fromType !== undefined &&
  spelt(plain(request, toType.item)) === spelt(plain(request, fromType));

/** Whether what is gone is, by name and type, a field of the thing that came. */
function isPartOf(request: RepairRequest, gone: Change, { toType }: Change): boolean {
  if (toType?.kind !== "named" || gone.fromType === undefined) return false;
  const fields =
    request.after.services.get(toType.service)?.entities.find(({ name }) => name === toType.name)
      ?.fields ?? [];
  const name = gone.symbol.slice(gone.symbol.lastIndexOf(".") + 1);
  const from = spelt(plain(request, gone.fromType));
  return fields.some((one) => one.name === name && spelt(plain(request, one.type)) === from);
}

function intoList(
  request: RepairRequest,
  before: Snapshot,
  declared: Stamped,
  gone: Change,
  come: Change,
  edits: EditList,
): void {
  const members = new Set(membersOf(declared.names, codePath(gone.symbol)));
  for (const { file, place, kind } of usesOf(request, before, members)) {
    const property = place.parent;
    const isWritten = ts.isObjectLiteralElementLike(property) && kind === "write";
    if (!isWritten || property.name?.getText() !== nameOf(gone)) continue;
    edits.add({
      file,
      start: property.getStart(),
      end: property.getEnd(),
      text: `${nameOf(come)}: [${place.getText()}]`,
      change: come.symbol,
      rule: "wrap-value",
      certainty: "certain",
      because: `${happened(come)} for \`${nameOf(gone)}\`, which is gone: one of them is a list of one.`,
    });
  }
}

/** Patterns that take nothing but parts of the thing take them out of it. */
function intoThing(
  request: RepairRequest,
  before: Snapshot,
  declared: Stamped,
  gone: readonly Change[],
  come: Change,
  edits: EditList,
): void {
  const members = new Set(gone.flatMap((one) => membersOf(declared.names, codePath(one.symbol))));
  const isPart = ({ parent, propertyName, name, dotDotDotToken }: ts.BindingElement): boolean => {
    const key = (propertyName ?? name).getText();
    const found = before.checker.getTypeAtLocation(parent).getProperty(key)?.declarations ?? [];
    return dotDotDotToken === undefined && found.some((one) => members.has(one));
  };
  for (const file of members.size === 0 ? [] : request.sources.keys()) {
    const visit = (node: ts.Node): void => {
      if (
        ts.isObjectBindingPattern(node) &&
        node.elements.length > 0 &&
        node.elements.every(isPart)
      )
        edits.add({
          file,
          start: node.getStart(),
          end: node.getEnd(),
          text: `{ ${nameOf(come)}: ${node.getText()} }`,
          change: come.symbol,
          rule: "take-part",
          certainty: "certain",
          because: `${happened(come)}, and what is taken here is a part of it now.`,
        });
      ts.forEachChild(node, visit);
    };
    const tree = before.file(file);
    if (tree !== undefined) visit(tree);
  }
}
