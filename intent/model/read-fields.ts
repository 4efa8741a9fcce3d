import type { NodeId } from "../syntax/tree.ts";
import type { FileContext } from "./file-context.ts";
import { checkName } from "./check-names.ts";
import { readLiteral } from "./read-literal.ts";
import type { Reading } from "./read-form.ts";
import { readType } from "./read-type.ts";
import type { Case } from "./pattern-types.ts";
import { edited } from "./fixes.ts";
import { typeHabits } from "./habits.ts";
import {
  type Constraints,
  type Field,
  type Lifecycle,
  primitiveNames,
  readsForms,
  type Variant,
} from "./types.ts";

/** A property where there is a value, and no property where there is none (`exactOptionalPropertyTypes`). */
export const given = <Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { [K in Key]?: Value } => {
  const part: { [K in Key]?: Value } = {};
  if (value !== undefined) part[key] = value;
  return part;
};

/** What is there of a list. */
export const defined = <Value>(values: readonly (Value | undefined)[]): Value[] =>
  values.filter((value) => value !== undefined);

const text = (context: FileContext, node: NodeId | undefined): string | undefined =>
  node === undefined ? undefined : context.tree.stringValue(node);

/** The lifecycle options of a reading. */
export function readLifecycle(context: FileContext, reading: Reading): Lifecycle {
  const { options } = reading;
  if (options.size === 0) return {};
  const number = text(context, options.get("number"));
  return {
    ...given("was", text(context, options.get("was"))),
    ...given("since", text(context, options.get("since"))),
    ...given("until", text(context, options.get("until"))),
    ...given("number", number === undefined ? undefined : Number(number)),
  };
}

function readConstraints(context: FileContext, reading: Reading): Constraints {
  const { options } = reading;
  return {
    ...given("min", text(context, options.get("min"))),
    ...given("max", text(context, options.get("max"))),
    ...given("length", text(context, options.get("length"))),
    ...given("pattern", text(context, options.get("pattern"))),
    ...given("secret", options.has("secret") ? true : undefined),
  };
}

/** A field while it is read; a field without options is made without any spread, since most have none. */
type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] };
const noConstraints: Constraints = {};

function readOptions(context: FileContext, reading: Reading, field: Writable<Field>): void {
  const defaultNode = reading.options.get("default");
  const value = defaultNode === undefined ? undefined : readLiteral(context, defaultNode);
  const wire = text(context, reading.options.get("wire"));
  if (value !== undefined) field.default = value;
  if (wire !== undefined) field.wire = wire;
  const reads = text(context, reading.options.get("reads"));
  const form = readsForms.find((one) => one === reads);
  if (form !== undefined) field.reads = form;
  field.constraints = readConstraints(context, reading);
  Object.assign(field, readLifecycle(context, reading));
}

/** The fields (or parameters) of a form; those without a usable name or type are reported and left out. */
export function readFields(
  context: FileContext,
  service: string,
  readings: readonly Reading[],
  what: string,
): Field[] {
  const fields: Field[] = [];
  for (const reading of readings) {
    if (isTypeFirst(context, reading)) continue;
    const usable = checkName(context, reading.head, "name", what);
    const typeNode = reading.arguments[0];
    const named = context.tree.textOf(reading.head);
    const type = typeNode === undefined ? undefined : readType(context, service, typeNode, named);
    if (type === undefined || !usable) continue;
    const field: Writable<Field> = {
      name: named,
      type,
      key: reading.options.has("key"),
      unique: reading.options.has("unique"),
      constraints: noConstraints,
      span: reading.span,
      nameSpan: context.tree.span(reading.head),
    };
    if (reading.doc !== undefined) field.doc = reading.doc;
    if (reading.options.size > 0) readOptions(context, reading, field);
    fields.push(context.remember(field, reading.options));
  }
  return fields;
}

/** `(uuid id)`: reported where the second word can be no type, and the first can. */
function isTypeFirst(context: FileContext, reading: Reading): boolean {
  const { tree } = context;
  const [typeNode] = reading.arguments;
  if (typeNode === undefined || tree.kind(typeNode) !== "symbol") return false;
  const name = tree.textOf(typeNode);
  if (primitives.has(name) || typeHabits.has(name) || !/^[a-z][a-z0-9-]*$/.test(name)) return false;
  const type = tree.textOf(reading.head);
  if (!primitives.has(type) && !/^[A-Z]/.test(type) && !typeHabits.has(type)) return false;
  const fix = edited(context, `write (${name} ${type})`, [
    [tree.span(reading.head), name],
    [tree.span(typeNode), type],
  ]);
  context.report("type-before-name", tree.span(reading.head), { type, name }, fix);
  return true;
}

const primitives: ReadonlySet<string> = new Set(primitiveNames);

/** The variants of an enum; those without a usable name are reported and left out. */
export function readVariants(context: FileContext, readings: readonly Reading[]): Variant[] {
  const variants: Variant[] = [];
  for (const reading of readings) {
    if (!checkName(context, reading.head, "free-name", "a variant")) continue;
    const variant: Variant = {
      name: context.tree.textOf(reading.head),
      ...given("doc", reading.doc),
      ...given("wire", text(context, reading.options.get("wire"))),
      ...readLifecycle(context, reading),
      span: reading.span,
      nameSpan: context.tree.span(reading.head),
    };
    variants.push(context.remember(variant, reading.options));
  }
  return variants;
}

/** The cases of a union; those without a usable name are reported and left out. */
export function readCases(
  context: FileContext,
  service: string,
  readings: readonly Reading[],
): Case[] {
  const cases: Case[] = [];
  for (const reading of readings) {
    if (!checkName(context, reading.head, "free-name", "a case")) continue;
    const one: Case = {
      name: context.tree.textOf(reading.head),
      ...given("doc", reading.doc),
      ...given("wire", text(context, reading.options.get("wire"))),
      ...readLifecycle(context, reading),
      fields: readFields(context, service, reading.inside, "a field"),
      span: reading.span,
      nameSpan: context.tree.span(reading.head),
    };
    cases.push(context.remember(one, reading.options));
  }
  return cases;
}
