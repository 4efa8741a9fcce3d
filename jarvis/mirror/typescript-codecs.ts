import type { SyntaxNode } from "#intent";
import type { FieldFact } from "./facts.ts";
import { splitType } from "./neutral.ts";
import { child, lastName, named, ofType, spelt, walk, type Reader } from "./reader.ts";

/**
 * A stamped codec: `invoiceWire: wire.Wire<Invoice> = wire.object({…})`, the `input` of a procedure, the `data` of a
 * topic. It knows what the type cannot say: `number` may be an `i32` or a `u32`, and what absent means. `type` is the
 * variable's annotation, `value` what it is given.
 */
export function readCodec(reader: Reader, type: string, value: SyntaxNode | undefined): void {
  const of = /^wire\.(?:Wire|Procedure|Topic)<(\w+)/.exec(type)?.[1];
  const declares = reader.textOf(value).startsWith("wire.declared(");
  if (value === undefined || (of === undefined && !declares)) return;
  const owner = of ?? lastName(reader.textOf(named(child(value, "arguments"))[0]));
  const object = argumentOf(reader, value, "wire.object");
  if (object === undefined) return;
  const wires = pairsIn(reader, argumentOf(reader, value, "wire.renamed"));
  reader.later.push(() => joinCodec(reader, owner, pairsIn(reader, object), wires));
}

const pairsIn = (reader: Reader, object: SyntaxNode | undefined): ReadonlyMap<string, string> =>
  new Map(
    named(object)
      .filter((one) => one.type === "pair")
      .map((one) => [reader.textOf(child(one, "key")), spelt(reader.textOf(child(one, "value")))]),
  );

/** The object that the first call of a function inside is given. */
function argumentOf(reader: Reader, value: SyntaxNode, name: string): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  walk(value, (one) => {
    if (found === undefined && one.type === "call_expression") {
      const isCall = reader.textOf(child(one, "function")) === name;
      if (isCall) found = ofType(child(one, "arguments"), "object");
    }
    return found === undefined;
  });
  return found;
}

const codecNames: ReadonlyMap<string, string> = new Map([
  ["text", "string"],
  ["int32", "i32"],
  ["uint32", "u32"],
  ["int64", "i64"],
  ["uint64", "u64"],
  ["float64", "f64"],
  // Ports are settings, which an intent declares as `u32`.
  ["port", "u32"],
]);

/** The type of a field by its codec; whether it may be absent stays as the interface says. */
function exactType(field: FieldFact, codec: string): string {
  const said = codecType(codec);
  const inner = /^\(optional (.*)\)$/.exec(said)?.[1] ?? said;
  return field.optional ? `(optional ${inner})` : inner;
}

/** `wire.list(orderLineWire)` → `(list OrderLine)`, `wire.withDefault(wire.int32)` → `i32`. */
function codecType(code: string): string {
  // Bounds stand around a codec and change no type.
  const bounded = /^bounds\.\w+\((.*)\)$/s.exec(code)?.[1];
  if (bounded !== undefined) return codecType(splitType(bounded, ",")[0] ?? code);
  const [, name = "", given] = /^(?:\w+\.)?(\w+)(?:\((.*)\))?$/s.exec(code) ?? [];
  if (name === "") return code;
  if (given === undefined || given === "")
    return codecNames.get(name) ?? (name.endsWith("Wire") ? typeNamed(name) : name);
  const parts = splitType(given.replace(/^\(\) => /, ""), ",").map(codecType);
  if (name === "withDefault" || name === "lazy") return parts[0] ?? name;
  return `(${name} ${parts.join(" ")})`;
}

/** Parentheses and commas in a pattern are none of the code's; stamped code escapes every slash inside. */
const regularExpression = /\/(?:\\.|[^/\\\n])+\/u/g;

/** What follows the codec in `wire.withDefault(bounds.max(wire.int32, 3), 1)`. */
function afterCodec(given: string): string {
  const [codec = ""] = splitType(
    given.replaceAll(regularExpression, (one) => "0".repeat(one.length)),
    ",",
  );
  return given.slice(codec.length + 1).trim();
}

const typeNamed = (codec: string): string =>
  codec.charAt(0).toUpperCase() + codec.slice(1).replace(/Wire$/, "");

function joinCodec(
  reader: Reader,
  type: string,
  keys: ReadonlyMap<string, string>,
  wires: ReadonlyMap<string, string>,
): void {
  const { types } = reader.facts;
  const index = types.findIndex((one) => one.name === type);
  const owner = types[index];
  if (owner === undefined) return;
  const fields = owner.fields.map((field) => {
    const code = keys.get(field.name);
    if (code === undefined) return { ...field, code: `${field.code} without a codec` };
    const given = /^wire\.withDefault\((.*)\)$/s.exec(code)?.[1];
    const otherwise = given === undefined ? "" : afterCodec(given);
    const bare = otherwise === "" ? code : code.replace(`, ${otherwise})`, ")");
    return {
      ...field,
      wire: wires.get(field.name)?.replaceAll('"', "") ?? field.wire,
      type: exactType(field, bare.replaceAll(regularExpression, "0")),
      code: `${field.code} as ${bare}`,
      otherwise,
    };
  });
  types[index] = { ...owner, fields };
}
