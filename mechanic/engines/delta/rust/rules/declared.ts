import {
  pascalCase,
  typeName,
  valueName,
  type Change,
  type Field,
  type Literal,
  type TypeRef,
} from "#intent";

import type { Engine } from "../engine.ts";
import { lastName, ownerOf } from "../names.ts";

/** The declared default in Rust; `None` for an optional without one; `undefined` where a value is somebody's decision. */
export function defaultInRust(change: Change, engine: Engine): string | undefined {
  const field = fieldOfChange(change, engine);
  const type = field?.type ?? change.toType;
  const literal = change.defaultValue ?? field?.default;
  if (literal === undefined) return type?.kind === "optional" ? "None" : undefined;
  const value = literalInRust(literal, type);
  return value !== undefined && type?.kind === "optional" ? `Some(${value})` : value;
}

/** Names of the fields that are declared before an added one, the nearest first. */
export function before(change: Change, engine: Engine): string[] {
  const fields = holderOf(change, engine)?.fields ?? [];
  const at = fields.findIndex((field) => field.name === lastName(change.symbol));
  return fields
    .slice(0, Math.max(0, at))
    .toReversed()
    .map((field) => valueName("rust", field.name));
}

/** The declaration of an added field. */
export const fieldOfChange = (change: Change, engine: Engine): Field | undefined =>
  holderOf(change, engine)?.fields.find((field) => field.name === lastName(change.symbol));

/** What an added field belongs to, with all its fields as they are declared. */
function holderOf(
  change: Change,
  engine: Engine,
): { readonly name: string; readonly fields: readonly Field[] } | undefined {
  const service = engine.request.after.services.get(change.service) ?? engine.request.service;
  const owner = ownerOf(change.symbol);
  const holders = [
    ...service.entities.map((one) => ({ name: typeName("rust", one.name), fields: one.fields })),
    ...service.errors.map((one) => ({ name: typeName("rust", one.name), fields: one.fields })),
    ...service.events.map((one) => ({ name: typeName("rust", one.name), fields: one.fields })),
    ...service.rpcs.map((one) => ({ name: `${pascalCase(one.name)}In`, fields: one.input })),
    { name: "Config", fields: service.config },
  ];
  return holders.find((holder) => holder.name === owner);
}

function literalInRust(literal: Literal, type: TypeRef | undefined): string | undefined {
  const inner = type?.kind === "optional" ? type.item : type;
  if (literal.kind === "string") return `${JSON.stringify(literal.value)}.to_string()`;
  if (literal.kind === "bool") return String(literal.value);
  if (literal.kind === "empty-list") return "Vec::new()";
  if (literal.kind === "symbol")
    return inner?.kind === "named"
      ? `${typeName("rust", inner.name)}::${typeName("rust", literal.name)}`
      : undefined;
  const float = inner?.kind === "primitive" && inner.name === "f64" && !/[.eE]/.test(literal.text);
  return float ? `${literal.text}.0` : literal.text;
}
