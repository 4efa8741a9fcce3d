import ts from "typescript-services";

import { applyEdits, type Change } from "#intent";

import { literalGroups, type LiteralPlace } from "./literal-slots.ts";
import { isPrimitiveKeyword } from "./stamps.ts";
import type { Snapshot } from "./workspace.ts";

/**
 * A place that says what a value is: a primitive's keyword in a stamp that has changed, one in an annotation that people
 * wrote, or literals inside a list or an object, which nothing else declares.
 */
export interface Slot {
  readonly tag: number;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** The change of a stamped slot; absent for annotations and literals. */
  readonly change?: Change;
  /** Places of the literals that hold the same thing; `start` and `end` are those of the first. */
  readonly literals?: readonly LiteralPlace[];
}

/** Texts in which every slot has a type of its own, and the slots by tag. */
export interface Tagged {
  readonly texts: ReadonlyMap<string, string>;
  readonly slots: ReadonlyMap<number, Slot>;
}

const marker = "__flywheel";
/** Where the brands are declared, beside the tagged texts. */
const tagFile = "__flywheel_tags.d.ts";

/**
 * A literal gives way to a constant of its slot's type with a name of the same length, so one letter has to be enough:
 * the ideographs are 20,000 letters of one UTF-16 unit each, which code hardly uses as names.
 */
const firstLetter = 0x4e00;
const lettersMax = 0x5000;
const constantName = (index: number, length: number): string =>
  String.fromCharCode(firstLetter + index).padEnd(length, "_");

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
  handWritten: ReadonlySet<string>,
): Tagged {
  const slots = new Map<number, Slot>();
  const add = (slot: Omit<Slot, "tag">): void =>
    void slots.set(slots.size + 1, { ...slot, tag: slots.size + 1 });
  changed.forEach(add);
  for (const file of handWritten) {
    const tree = snapshot.file(file);
    if (tree === undefined) continue;
    const visit = (node: ts.Node): void => {
      // What a conditional type asks about is a kind of type, and no place that holds a value.
      if (ts.isConditionalTypeNode(node)) {
        for (const part of [node.checkType, node.trueType, node.falseType]) visit(part);
        return;
      }
      if (isPrimitiveKeyword(node) && node.getText(tree) === primitive)
        add({ file, start: node.getStart(tree), end: node.getEnd() });
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  for (const literals of literalGroups(snapshot, primitive, handWritten)) {
    const [first] = literals;
    if (first !== undefined) add({ ...first, literals });
  }
  const spelt = spellings(slots.values());
  return {
    texts: new Map([
      ...snapshot.texts,
      ...taggedTexts(snapshot.texts, spelt),
      [tagFile, declarations(primitive, slots, spelt)],
    ]),
    slots,
  };
}

/** What is written into a tagged text in place of a keyword or a literal. */
interface Spelling extends LiteralPlace {
  readonly tag: number;
  readonly name: string;
  readonly isConstant: boolean;
}

function spellings(slots: Iterable<Slot>): readonly Spelling[] {
  const found: Spelling[] = [];
  let constants = 0;
  for (const { tag, file, start, end, literals } of slots) {
    if (literals === undefined)
      found.push({ tag, file, start, end, name: tagName(tag), isConstant: false });
    for (const place of literals ?? []) {
      if (constants === lettersMax) break;
      const name = constantName(constants++, place.end - place.start);
      found.push({ tag, ...place, name, isConstant: true });
    }
  }
  return found;
}

/** All texts are written anew once, however many places they have. Of two names for one place the later one stands. */
const taggedTexts = (
  texts: ReadonlyMap<string, string>,
  spelt: readonly Spelling[],
): Map<string, string> =>
  new Map(
    [...Map.groupBy(spelt, ({ file }) => file)].map(([file, own]) => {
      const places = new Map(own.map((one) => [one.start, one]));
      const edits = [...places.values()].map(({ name, ...place }) => ({ ...place, text: name }));
      const text = applyEdits(texts.get(file) ?? "", edits);
      if (text === undefined) throw new Error(`slots of ${file} lie over each other`);
      return [file, text];
    }),
  );

const declarations = (
  primitive: string,
  slots: ReadonlyMap<number, Slot>,
  spelt: readonly Spelling[],
): string =>
  [
    ...[...slots.keys()].map(
      (tag) => `type ${tagName(tag)} = ${primitive} & { readonly ${marker}${tag}: true };`,
    ),
    ...spelt
      .filter((one) => one.isConstant)
      .map(({ name, tag }) => `declare const ${name}: ${tagName(tag)};`),
  ].join("\n");

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
