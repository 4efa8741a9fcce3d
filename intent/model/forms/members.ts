import type { FormSpec, OptionSpec } from "../form-spec.ts";
import { readsForms } from "../types.ts";
import { form, lifecycle, wire } from "./row.ts";

/** The other form that a value arrives in, while its type changes in services that run. */
const reads: OptionSpec = {
  name: "reads",
  value: "choice",
  oneOf: readsForms,
  what: "what a reader takes as well",
  example: ":reads i64",
};

const constraints: readonly OptionSpec[] = [
  { name: "min", value: "bound", what: "the smallest value", example: ":min 0" },
  { name: "max", value: "bound", what: "the largest value", example: ":max 100" },
  {
    name: "length",
    value: "integer",
    what: "a length",
    example: ":length 80",
    range: [0, 2_147_483_647],
  },
  {
    name: "pattern",
    value: "string",
    what: "a regular expression",
    example: ':pattern "^[a-z]+$"',
  },
  { name: "secret", value: "flag", what: "never logged", example: ":secret" },
];
const defaultOption: OptionSpec = {
  name: "default",
  value: "literal",
  what: "a value",
  example: ":default 0",
};

const field = (
  id: string,
  doc: string,
  example: string,
  options: readonly OptionSpec[],
): FormSpec =>
  form("NAME", [], doc, example, {
    id,
    arguments: [{ kind: "type", what: "a type" }],
    docstring: true,
    options,
    repeatable: true,
  });

/** Rows of what is named by its own head: the fields of each place, and variants. */
export const memberForms = {
  entity: field("field of an entity", "A field.", "(email string :unique)", [
    { name: "key", value: "flag", what: "identifies the entity", example: ":key" },
    { name: "unique", value: "flag", what: "no two have the same", example: ":unique" },
    defaultOption,
    wire,
    reads,
    ...constraints,
    ...lifecycle,
  ]),
  in: field("parameter", "A parameter of an rpc.", "(limit i32 :default 20)", [
    defaultOption,
    wire,
    reads,
    ...constraints,
    ...lifecycle,
  ]),
  error: field("field of an error", "A field of an error.", "(id uuid)", [
    defaultOption,
    wire,
    reads,
    ...constraints,
    ...lifecycle,
  ]),
  event: field("field of an event", "A field of an event.", "(user User)", [
    defaultOption,
    wire,
    reads,
    ...constraints,
    ...lifecycle,
  ]),
  config: field("setting", "A setting, read from the environment.", "(port u32 :default 8080)", [
    defaultOption,
    ...constraints,
    ...lifecycle.filter((option) => option.name === "was"),
  ]),
  input: field("parameter of a member", "A parameter.", "(query string)", [
    defaultOption,
    wire,
    ...constraints,
    ...lifecycle,
  ]),
  case: form("NAME", [], "A case of a union.", "(by-mail (address string))", {
    id: "case",
    docstring: true,
    repeatable: true,
    holds: "fields",
    options: [wire, ...lifecycle],
  }),
  caseField: field("field of a case", "A field.", "(address string)", [
    defaultOption,
    wire,
    reads,
    ...constraints,
    ...lifecycle,
  ]),
  value: form("NAME", [], "A value by name.", '(email "ada@example.org")', {
    id: "value",
    arguments: [{ kind: "literal", what: "a value" }],
    repeatable: true,
  }),
  variant: form("NAME", [], "A variant of an enum.", '(enterprise "For companies." :since v2)', {
    id: "variant",
    docstring: true,
    repeatable: true,
    options: [wire, ...lifecycle],
  }),
} as const;
