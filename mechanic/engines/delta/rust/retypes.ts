import { valueName, type Change, type Host, type RepairRequest } from "#intent";

import { lastName, ownerOf, type Renamed } from "./names.ts";
import { unitOf } from "./rules/units.ts";
import { ancestor, fieldOf, parseRust, walk, type Node } from "./tree.ts";

/** One scalar type that turned into another one, at one or more places of the stamped code. */
export interface Retype {
  /** Name of the stand-in type while probing. */
  readonly brand: string;
  readonly from: string;
  readonly to: string;
  /** Symbol of the root change. */
  readonly change: string;
  /** Words of the changed field's and owner's names: what a slot that carries it is likely to be called. */
  readonly words: ReadonlySet<string>;
  /** Where the stamped code spells the new type. */
  readonly places: readonly {
    readonly file: string;
    readonly start: number;
    readonly end: number;
  }[];
  /** Values that stamped code (builders) puts into those places. */
  readonly values: readonly {
    readonly file: string;
    readonly start: number;
    readonly end: number;
  }[];
  /** Whether each value of the old type is one of the new type. */
  readonly widening: boolean;
  /** A number that stays a number keeps arithmetic, order and literals, so it is probed with the new type itself. */
  readonly numeric: boolean;
  /** The unit that the names of a number say, in milliseconds. */
  readonly unit?: number | undefined;
}

const scalars = new Set([
  "bool",
  "i32",
  "i64",
  "u32",
  "u64",
  "f64",
  "String",
  "Uuid",
  "DateTime<Utc>",
  "NaiveDate",
  "Duration",
  "Decimal",
  "Value",
]);
const numbers: ReadonlySet<string> = new Set(["i32", "i64", "u32", "u64", "f64"]);
const widenings: Readonly<Record<string, readonly string[]>> = {
  i32: ["i64", "f64", "Decimal"],
  u32: ["u64", "i64", "f64", "Decimal"],
  i64: ["Decimal"],
  u64: ["Decimal"],
};

/** Whether each value of one number type is one of another. */
export const widens = (from: string, to: string): boolean => widenings[from]?.includes(to) ?? false;

const whole = /^[iu](?:32|64)$/;

/** Whether a value of the old type may say more than the new one can hold: a wider number, or a moment of a day. */
export const holdsLess = ({ from, to }: Pick<Retype, "from" | "to">): boolean =>
  (whole.test(from) && whole.test(to) && !widens(from, to)) ||
  (/^(?:f64|Decimal)$/.test(from) && whole.test(to)) ||
  (from === "DateTime<Utc>" && to === "NaiveDate");

const amounts = new Set([...numbers, "Decimal", "Duration"]);

/**
 * Whether what came before something goes on doing so, whatever the unit: an amount that is told otherwise stays as large
 * as it was, the days' order is that of their moments, and a text that turns out to be a day or a moment was sorted by it.
 */
export const keepsOrder = ({ from, to }: Pick<Retype, "from" | "to">): boolean =>
  (amounts.has(from) && amounts.has(to)) ||
  (/^(?:NaiveDate|String)$/.test(from) && to === "DateTime<Utc>") ||
  (from === "String" && to === "NaiveDate");

/** A type without paths and spaces: `uuid::Uuid` → `Uuid`. */
export const plainType = (text: string): string =>
  text.replaceAll(/\s+/g, "").replaceAll(/(?:\w+::)+/g, "");

interface Slot {
  readonly owner: string;
  readonly name: string;
  readonly type: Node;
}

/** Compares the stamped files before and after, type by type, and groups what changed by (old, new). */
export async function retypesOf(
  request: RepairRequest,
  renames: readonly Renamed[],
  host: Host,
): Promise<Retype[]> {
  const groups = new Map<string, Group>();
  for (const [file, after] of request.stampedAfter) {
    const before = request.stampedBefore.get(file);
    if (before === undefined || before === after || !file.endsWith(".rs")) continue;
    const old = slotsOf((await parseRust(host, file, before)).root, renames);
    const { root } = await parseRust(host, file, after);
    for (const [key, slot] of slotsOf(root, [])) {
      const was = old.get(key);
      for (const [from, to] of was === undefined ? [] : changedLeaves(was.type, slot.type))
        place(groups, from, to, slot);
    }
    for (const group of groups.values()) group.values.push(...valuesOf(root, group.slots));
  }
  return [...groups.values()].map(({ from, to, slots, places, values }, index) => ({
    brand: `FlywheelBrand${index}`,
    from,
    to,
    places,
    values,
    change: causeOf(slots, request.changes),
    words: wordsAround(slots),
    ...(numbers.has(from) ? { unit: unitOf(slots.map(({ name }) => name)) } : {}),
    widening: widens(from, to),
    numeric: numbers.has(from) && (numbers.has(to) || to === "Decimal"),
  }));
}

interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

interface Group {
  readonly from: string;
  readonly to: string;
  readonly slots: Slot[];
  readonly places: Place[];
  readonly values: Place[];
}

const placeOf = ({ file, start, end }: Node): Place => ({ file, start, end });

function place(groups: Map<string, Group>, from: string, node: Node, slot: Slot): void {
  const to = plainType(node.text);
  const group = groups.get(`${from}→${to}`) ?? { from, to, slots: [], places: [], values: [] };
  group.slots.push(slot);
  group.places.push(placeOf(node));
  groups.set(`${from}→${to}`, group);
}

/** Values of struct literals in stamped code for fields whose whole type changed. */
function valuesOf(root: Node, slots: readonly Slot[]): Place[] {
  const values: Place[] = [];
  for (const node of walk(root)) {
    const value = node.type === "field_initializer" ? fieldOf(node, "value") : undefined;
    if (value === undefined || !/literal$|call_expression/.test(value.type)) continue;
    const literal = ancestor(node, "struct_expression");
    const owner =
      literal === undefined ? undefined : fieldOf(literal, "name")?.text.split("::").at(-1);
    const name = fieldOf(node, "field")?.text;
    if (
      slots.some(
        (slot) =>
          slot.owner === owner && slot.name === name && scalars.has(plainType(slot.type.text)),
      )
    )
      values.push(placeOf(value));
  }
  return values;
}

/** Fields and aliases of a stamped file by module, owner and (new) name. */
function slotsOf(root: Node, renames: readonly Renamed[]): Map<string, Slot> {
  const slots = new Map<string, Slot>();
  for (const node of walk(root)) {
    const type = fieldOf(node, "type");
    const name = fieldOf(node, "name")?.text;
    if (
      type === undefined ||
      name === undefined ||
      (node.type !== "field_declaration" && node.type !== "type_item")
    )
      continue;
    const holder = ancestor(node, "struct_item", "enum_variant");
    const owner = renamed(
      renames,
      "type",
      holder === undefined ? "" : (fieldOf(holder, "name")?.text ?? ""),
    );
    const field =
      renames.find((one) => one.kind === "member" && one.from === name && one.owner === owner)
        ?.to ?? name;
    slots.set(`${moduleOf(node)}|${owner}|${field}`, { owner, name: field, type });
  }
  return slots;
}

const renamed = (renames: readonly Renamed[], kind: Renamed["kind"], name: string): string =>
  renames.find((one) => one.kind === kind && one.from === name)?.to ?? name;

function moduleOf(node: Node): string {
  const names: string[] = [];
  for (let at = node.parent; at !== undefined; at = at.parent)
    if (at.type === "mod_item") names.push(fieldOf(at, "name")?.text ?? "");
  return names.join("::");
}

/** Pairs of leaves at equal places of two types, where one scalar turned into another. */
function changedLeaves(before: Node, after: Node): [string, Node][] {
  const [old, now] = [plainType(before.text), plainType(after.text)];
  if (old === now) return [];
  if (scalars.has(old) && scalars.has(now)) return [[old, after]];
  const [left, right] = [
    before.children.filter((child) => child.named),
    after.children.filter((child) => child.named),
  ];
  if (before.type !== after.type || left.length !== right.length) return [];
  return left.flatMap((child, index) => {
    const other = right[index];
    return other === undefined ? [] : changedLeaves(child, other);
  });
}

function causeOf(slots: readonly Slot[], changes: readonly Change[]): string {
  const retyped = changes.filter((change) => change.kind.endsWith("-retyped"));
  const direct = retyped.find((change) =>
    slots.some(
      (slot) =>
        slot.owner === ownerOf(change.symbol) &&
        slot.name === valueName("rust", lastName(change.symbol)),
    ),
  );
  const found = direct ?? retyped[0] ?? changes[0];
  return found?.cause ?? found?.symbol ?? "";
}

function wordsAround(slots: readonly Slot[]): Set<string> {
  const words = slots.flatMap((slot) => [
    ...slot.name.split("_"),
    ...slot.owner
      .replaceAll(/([a-z])([A-Z])/g, "$1_$2")
      .toLowerCase()
      .split("_"),
  ]);
  return new Set(
    words.filter(
      (word) =>
        word.length > 1 && !["in", "get", "list", "find", "the", "not", "found"].includes(word),
    ),
  );
}

/** `expression` in the new type without losing anything, or `undefined` where no such conversion is in the table. */
export function losslessConversion(
  retype: Retype,
): { readonly prefix: string; readonly suffix: string } | undefined {
  if (
    retype.to === "String" &&
    ["i32", "i64", "u32", "u64", "bool", "Uuid", "Decimal"].includes(retype.from)
  )
    return { prefix: "", suffix: ".to_string()" };
  if (retype.to === "Decimal" && numbers.has(retype.from) && retype.from !== "f64")
    return { prefix: "Decimal::from(", suffix: ")" };
  return retype.widening ? { prefix: `${retype.to}::from(`, suffix: ")" } : undefined;
}
