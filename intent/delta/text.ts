import type { Constraints, Field, Lifecycle, Literal, TypeRef } from "../model/types.ts";

/** A type as the intent of `home` writes it: foreign names carry their service. */
export function typeText(ref: TypeRef, home: string): string {
  switch (ref.kind) {
    case "primitive":
      return ref.name;
    case "list":
    case "optional":
      return `(${ref.kind} ${typeText(ref.item, home)})`;
    case "map":
      return `(map ${typeText(ref.key, home)} ${typeText(ref.value, home)})`;
    case "named":
      return nameText(ref.service, ref.name, home);
    case "member":
      return nameText(ref.service, `${ref.entity}.${ref.field}`, home);
  }
}

/** A name as the intent of `home` writes it. */
export const nameText = (service: string, name: string, home: string): string =>
  service === home ? name : `${service}/${name}`;

/** A default as intent text. */
export function literalText(literal: Literal): string {
  switch (literal.kind) {
    case "bool":
      return String(literal.value);
    case "number":
      return literal.text;
    case "string":
      return JSON.stringify(literal.value);
    case "symbol":
      return literal.name;
    case "empty-list":
      return "()";
  }
}

/** Constraints as intent text, in a fixed order; `null` where there are none. */
export function constraintsText({ min, max, length, pattern, secret }: Constraints): string | null {
  const parts: string[] = [];
  if (min !== undefined) parts.push(`:min ${min}`);
  if (max !== undefined) parts.push(`:max ${max}`);
  if (length !== undefined) parts.push(`:length ${length}`);
  if (pattern !== undefined) parts.push(`:pattern ${JSON.stringify(pattern)}`);
  if (secret === true) parts.push(":secret");
  return parts.length === 0 ? null : parts.join(" ");
}

/** `:since`, `:until` and `:number` as intent text; `:was` is judged as a rename and by what it does to the wire. */
export function lifecycleText({ since, until, number }: Lifecycle): string | null {
  const parts: string[] = [];
  if (since !== undefined) parts.push(`:since ${since}`);
  if (until !== undefined) parts.push(`:until ${until}`);
  if (number !== undefined) parts.push(`:number ${number}`);
  return parts.length === 0 ? null : parts.join(" ");
}

/** A field's type and default, as one writes them. */
export function fieldText(field: Field, home: string): string {
  const type = typeText(field.type, home);
  return field.default === undefined ? type : `${type} :default ${literalText(field.default)}`;
}
