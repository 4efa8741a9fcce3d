import { literalText, typeText } from "../model/type-text.ts";
import type { Constraints, Field } from "../model/types.ts";

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

/** A field's type and default, as one writes them. */
export function fieldText(field: Field, home: string): string {
  const type = typeText(field.type, home);
  return field.default === undefined ? type : `${type} :default ${literalText(field.default)}`;
}
