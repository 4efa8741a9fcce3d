import ts from "typescript-services";

import type { Change } from "#intent";

import { isPrimitiveKeyword } from "./stamps.ts";
import type { Snapshot } from "./workspace.ts";

/** A place that spells a primitive type: one in a stamp that has changed, or an annotation that people wrote. */
export interface Slot {
  readonly tag: number;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** The change of a stamped slot; absent for annotations. */
  readonly change?: Change;
}

/** Texts in which every slot has a type of its own, and the slots by tag. */
export interface Tagged {
  readonly texts: ReadonlyMap<string, string>;
  readonly slots: ReadonlyMap<number, Slot>;
}

const marker = "__flywheel";
export const tagFile = "__flywheel_tags.d.ts";

/** `number`, `string` and `bigint` all have six letters, and so has a tag's name: no offset of the program moves. */
const tagName = (tag: number): string => `$${tag.toString(36).padStart(5, "0")}`;

/**
 * Gives every slot a branded type (`number & { __flywheel7: true }`). The program means what it meant, and inference
 * carries each brand wherever the slot's values go, through locals, generics and aliases: what took an analysis of the
 * whole language is read off the types of expressions.
 */
export function tagSlots(
  snapshot: Snapshot,
  primitive: string,
  changed: readonly Omit<Slot, "tag">[],
  handWritten: Iterable<string>,
): Tagged {
  const slots = new Map<number, Slot>();
  const add = (slot: Omit<Slot, "tag">): void =>
    void slots.set(slots.size + 1, { ...slot, tag: slots.size + 1 });
  changed.forEach(add);
  for (const file of handWritten) {
    const tree = snapshot.file(file);
    if (tree === undefined) continue;
    const visit = (node: ts.Node): void => {
      if (isPrimitiveKeyword(node) && node.getText(tree) === primitive)
        add({ file, start: node.getStart(tree), end: node.getEnd() });
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return {
    texts: new Map([
      ...snapshot.texts,
      ...taggedTexts(snapshot.texts, slots),
      [tagFile, declarations(primitive, slots)],
    ]),
    slots,
  };
}

function taggedTexts(
  texts: ReadonlyMap<string, string>,
  slots: ReadonlyMap<number, Slot>,
): Map<string, string> {
  const results = new Map<string, string>();
  for (const slot of slots.values()) {
    const text = results.get(slot.file) ?? texts.get(slot.file) ?? "";
    results.set(slot.file, text.slice(0, slot.start) + tagName(slot.tag) + text.slice(slot.end));
  }
  return results;
}

const declarations = (primitive: string, slots: ReadonlyMap<number, Slot>): string =>
  [...slots.keys()]
    .map((tag) => `type ${tagName(tag)} = ${primitive} & { readonly ${marker}${tag}: true };`)
    .join("\n");

/** Tags that a type carries at its top, not inside its members. */
export function tagsOf(type: ts.Type): readonly number[] {
  if (!type.isIntersection()) return [];
  return type.types
    .flatMap((part) => ((part.flags & ts.TypeFlags.Object) === 0 ? [] : part.getProperties()))
    .filter((property) => property.name.startsWith(marker))
    .map((property) => Number(property.name.slice(marker.length)));
}

/** Whether a type is a value of the primitive: itself, a literal of it, or tagged. */
export function isLeaf(type: ts.Type, primitive: string): boolean {
  const flags =
    primitive === "number"
      ? ts.TypeFlags.NumberLike
      : primitive === "string"
        ? ts.TypeFlags.StringLike
        : ts.TypeFlags.BigIntLike;
  return (
    (type.flags & flags) !== 0 ||
    (type.isIntersection() && type.types.some((part) => (part.flags & flags) !== 0))
  );
}
