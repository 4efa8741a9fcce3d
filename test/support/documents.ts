import type { CascadeDocument, PlanDocument } from "../../sentinel/index.ts";

/** Reads a document that the command line printed; fails with what stands there instead. */
function document<T extends { readonly schema: string }>(
  schema: T["schema"],
  isOne: (value: unknown) => value is T,
): (text: string) => T {
  return (text) => {
    const value: unknown = JSON.parse(text);
    if (isOne(value)) return value;
    throw new Error(`expected ${schema}, got ${text.slice(0, 400)}`);
  };
}

const has = (value: unknown, schema: string): boolean =>
  typeof value === "object" && value !== null && "schema" in value && value.schema === schema;

export const documents = {
  cascade: document<CascadeDocument>("flywheel.cascade/1", (value): value is CascadeDocument =>
    has(value, "flywheel.cascade/1"),
  ),
  plan: document<PlanDocument>("flywheel.plan/1", (value): value is PlanDocument =>
    has(value, "flywheel.plan/1"),
  ),
};
