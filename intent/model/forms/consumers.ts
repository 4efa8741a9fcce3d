import type { FormSpec } from "../form-spec.ts";
import { form } from "./row.ts";

const usedKinds = [
  ["rpc", "rpcs", "(rpc get-user)"],
  ["entity", "entities", "(entity User)"],
  ["enum", "enums", "(enum Plan)"],
  ["union", "unions", "(union Contact)"],
  ["alias", "aliases", "(alias Cents)"],
  ["error", "errors", "(error user-not-found)"],
  ["event", "events", "(event user-created)"],
] as const;
/** Rows of what consumers write. */
export const consumerForms: readonly FormSpec[] = [
  form(
    "uses",
    ["service", "consumer"],
    "Stamps a typed client of another service, and the types it reaches.",
    "(uses users (rpc get-user))",
    {
      arguments: [{ kind: "reference", what: "a service" }],
      holds: "forms",
      repeatable: true,
    },
  ),
  ...usedKinds.map(([head, many, example]) =>
    form(head, ["uses"], `Names the ${many} that are used.`, example, {
      id: `used ${head}`,
      arguments: [{ kind: "reference", what: "a name", many: "rest" }],
      repeatable: true,
    }),
  ),
  form(
    "on",
    ["service"],
    "Listens to an event; `:do` names what custom code implements.",
    "(on users/user-created :do welcome)",
    {
      arguments: [{ kind: "reference", what: "an event, as SERVICE/EVENT" }],
      holds: "forms",
      options: [
        {
          name: "do",
          value: "name",
          what: "the handler's name",
          example: ":do welcome",
          required: true,
        },
      ],
      repeatable: true,
    },
  ),
];
