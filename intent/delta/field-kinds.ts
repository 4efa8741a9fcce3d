import type { DeltaKind } from "./types.ts";

/** Kinds of change for fields of entities, errors and events, for parameters of rpcs, and for settings. */
export const kindsOf = {
  field: {
    added: "field-added",
    removed: "field-removed",
    renamed: "field-renamed",
    retyped: "field-retyped",
    optional: "field-became-optional",
    required: "field-became-required",
    default: "field-default-changed",
    constraint: "field-constraint-changed",
    doc: "field-doc-changed",
    order: "field-order-changed",
  },
  parameter: {
    added: "parameter-added",
    removed: "parameter-removed",
    renamed: "parameter-renamed",
    retyped: "parameter-retyped",
    optional: "parameter-became-optional",
    required: "parameter-became-required",
    default: "parameter-default-changed",
    constraint: "parameter-constraint-changed",
    doc: "parameter-doc-changed",
    order: "parameter-order-changed",
  },
  config: {
    added: "config-added",
    removed: "config-removed",
    renamed: "config-renamed",
    retyped: "config-retyped",
    optional: "config-became-optional",
    required: "config-became-required",
    default: "config-default-changed",
    constraint: "config-constraint-changed",
    doc: "config-doc-changed",
    order: "config-order-changed",
  },
} as const satisfies Record<string, Record<string, DeltaKind>>;
/** What a list of fields belongs to. */
export type Flavour = keyof typeof kindsOf;
