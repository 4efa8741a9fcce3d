import type { FormSpec } from "../form-spec.ts";
import { declaration, form, lifecycle, named, typeNamed } from "./row.ts";

/** Rows of what a service declares. */
export const declarationForms: readonly FormSpec[] = [
  form(
    "entity",
    ["service"],
    "A record with fields.",
    "(entity User (id uuid :key) (email string))",
    {
      ...declaration,
      arguments: [typeNamed("the entity's name")],
      holds: "fields",
    },
  ),
  form(
    "enum",
    ["service"],
    "A closed list where it is written, an open one where it is read.",
    "(enum Plan free pro (enterprise :since v2))",
    {
      ...declaration,
      arguments: [typeNamed("the enum's name")],
      holds: "variants",
    },
  ),
  form("alias", ["service"], "Another name for a type; transparent.", "(alias Cents i64)", {
    ...declaration,
    arguments: [typeNamed("the alias's name"), { kind: "type", what: "a type" }],
  }),
  form(
    "error",
    ["service"],
    "A declared failure of an rpc, with its HTTP status.",
    "(error user-not-found :status 404 (id uuid))",
    {
      ...declaration,
      arguments: [named("the error's name")],
      holds: "fields",
      options: [
        {
          name: "status",
          value: "integer",
          what: "an HTTP status",
          example: ":status 404",
          range: [400, 599],
        },
        ...lifecycle,
      ],
    },
  ),
  form(
    "rpc",
    ["service"],
    "A call that others make.",
    "(rpc get-user (in (id uuid)) (out string))",
    {
      ...declaration,
      arguments: [named("the rpc's name")],
      holds: "forms",
    },
  ),
  form("in", ["rpc"], "Parameters.", "(in (id uuid))", { holds: "fields" }),
  form("out", ["rpc"], "The answer's type; without it the answer is empty.", "(out User)", {
    arguments: [{ kind: "type", what: "a type" }],
  }),
  form("errors", ["rpc"], "Declared errors that the rpc answers with.", "(errors user-not-found)", {
    arguments: [{ kind: "reference", what: "an error", many: "rest" }],
  }),
  form(
    "event",
    ["service"],
    "Something that happened, told to whoever listens.",
    "(event user-created (id uuid))",
    {
      ...declaration,
      arguments: [named("the event's name")],
      holds: "fields",
    },
  ),
];
