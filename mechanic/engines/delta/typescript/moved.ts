import ts from "typescript-services";

import type { Change, Field, RepairRequest, TypeRef } from "#intent";

import type { HoleList } from "../shared/index.ts";
import { isAskedAt, isAskedOf } from "./asked.ts";
import { membersOf, usesOf } from "./member-uses.ts";
import { enclosingName } from "./places.ts";
import { valueSlot } from "./slots.ts";
import { codePath, type Stamped } from "./stamps.ts";
import type { Snapshot } from "./workspace.ts";

/** A field that kept its name, and the new one beside it that may mean what it meant. */
interface Moved {
  /** The change that brought the new one. */
  readonly change: Change;
  readonly symbol: string;
  readonly name: string;
  readonly beside: string;
}

/**
 * Names whose meaning has moved: `name` lives on and means something else, and what it meant is called `registered-name`
 * now, without a word of a rename. Told by what changed about the old name and by how the new one is called or described.
 * All that uses the old name is asked about: it compiles.
 */
export function askMoved(
  request: RepairRequest,
  before: Snapshot,
  declared: Stamped,
  holes: HoleList,
): void {
  for (const moved of movedNames(request)) {
    const members = membersOf(declared.names, codePath(moved.symbol));
    for (const { file, place } of usesOf(request, before, new Set(members))) {
      const text = request.sources.get(file) ?? "";
      const span = { start: place.getStart(), end: place.getEnd() };
      // The same value in the same statement is the same question.
      const around = ts.findAncestor(place, ts.isStatement) ?? place;
      if (isAskedAt(holes, file, text, span)) continue;
      if (isAskedOf(holes, file, text, around, place.getText())) continue;
      holes.add({
        kind: "ambiguous-rename",
        file,
        text,
        span,
        delta: moved.symbol,
        inside: enclosingName(place),
        question: `\`${moved.beside}\` is new beside \`${moved.name}\`, which has changed: which of them is meant by \`${place.getText()}\`?`,
        slot: valueSlot(place),
      });
    }
  }
}

function movedNames(request: RepairRequest): readonly Moved[] {
  const found: Moved[] = [];
  for (const change of request.changes) {
    if (change.kind !== "field-added") continue;
    const field = fieldOf(request.after.services, change.symbol);
    const owner = ownerOf(change.symbol);
    for (const old of field === undefined ? [] : fieldsOf(request.before.services, owner)) {
      const kept = fieldOf(request.after.services, `${owner}.${old.name}`);
      if (field === undefined || kept === undefined || !hasChanged(old, kept)) continue;
      if (bare(old.type) !== bare(field.type) || !isAbout(field, old.name)) continue;
      const symbol = `${owner}.${old.name}`;
      found.push({ change, symbol, name: old.name, beside: field.name });
    }
  }
  return found;
}

/** Whether something was said or done about a field that kept its name. */
const hasChanged = (before: Field, after: Field): boolean =>
  before.doc !== after.doc ||
  before.type.kind !== after.type.kind ||
  bare(before.type) !== bare(after.type);

const ownerOf = (symbol: string): string => symbol.slice(0, symbol.lastIndexOf("."));

type Services = RepairRequest["before"]["services"];

function fieldsOf(services: Services, owner: string): readonly Field[] {
  const [service = "", entity] = owner.split("/");
  return services.get(service)?.entities.find((one) => one.name === entity)?.fields ?? [];
}

/** The field that a symbol names, of an entity of the services. */
export const fieldOf = (services: Services, symbol: string): Field | undefined =>
  fieldsOf(services, ownerOf(symbol)).find(
    ({ name }) => name === symbol.slice(symbol.lastIndexOf(".") + 1),
  );

/** A type without its option, as a text to compare. */
const bare = (type: TypeRef): string =>
  JSON.stringify(type.kind === "optional" ? type.item : type, (key, value: unknown) =>
    key === "span" ? undefined : value,
  );

/** Whether a new field is called after an old one (`first-published`), or described by it. */
function isAbout({ name, doc }: Field, old: string): boolean {
  const [own, words] = [name.split("-"), old.split("-")];
  const isCalled = own.length > words.length && words.every((word) => own.includes(word));
  return isCalled || (doc !== undefined && new RegExp(`\`${old}\``).test(doc));
}
