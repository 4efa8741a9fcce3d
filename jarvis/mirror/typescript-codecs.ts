import type { SyntaxNode } from "#intent";
import { neutralType } from "./neutral.ts";
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
  const object = codecObject(reader, value);
  if (object === undefined) return;
  const keys = named(object).flatMap((one): [string, string][] =>
    one.type === "pair"
      ? [[reader.textOf(child(one, "key")), spelt(reader.textOf(child(one, "value")))]]
      : [],
  );
  reader.later.push(() => joinCodec(reader, owner, new Map(keys)));
}

/** The argument of the first `wire.object(…)` inside. */
function codecObject(reader: Reader, value: SyntaxNode): SyntaxNode | undefined {
  let found: SyntaxNode | undefined;
  walk(value, (one) => {
    if (found === undefined && one.type === "call_expression") {
      const isObject = reader.textOf(child(one, "function")) === "wire.object";
      if (isObject) found = ofType(child(one, "arguments"), "object");
    }
    return found === undefined;
  });
  return found;
}

function joinCodec(reader: Reader, type: string, keys: ReadonlyMap<string, string>): void {
  const { types } = reader.facts;
  const index = types.findIndex((one) => one.name === type);
  const owner = types[index];
  if (owner === undefined) return;
  const fields = owner.fields.map((field) => {
    const code = keys.get(field.name);
    if (code === undefined) return { ...field, code: `${field.code} without a codec` };
    const exact = /\bwire\.(u?int(?:32|64))\b/.exec(code)?.[1];
    const exactly = exact === undefined ? "$&" : neutralType("typescript", exact);
    const otherwise = /^wire\.withDefault\(.*?, (.*)\)$/.exec(code)?.[1] ?? "";
    const bare = otherwise === "" ? code : code.replace(`, ${otherwise})`, ")");
    return {
      ...field,
      type: field.type.replace(/\b(?:i32|i64)\b/, exactly),
      code: `${field.code} as ${bare}`,
      otherwise,
    };
  });
  types[index] = { ...owner, fields };
}
