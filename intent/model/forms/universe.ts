import type { FormSpec } from "../form-spec.ts";
import { languages } from "../types.ts";
import { form } from "./row.ts";

/** Rows of `universe.lisp`. */
export const universeForms: readonly FormSpec[] = [
  form(
    "services",
    ["universe"],
    "Folders that hold an intent, as globs from the root.",
    '(services "services/*")',
    {
      arguments: [{ kind: "string", what: "a folder", many: "rest" }],
    },
  ),
  form(
    "gates",
    ["universe"],
    "Commands that judge every service of a language.",
    '(gates rust (check "cargo check"))',
    {
      id: "gates of a language",
      arguments: [{ kind: "choice", what: "a language", oneOf: languages }],
      holds: "forms",
      repeatable: true,
    },
  ),
  form(
    "limits",
    ["universe", "service"],
    "What the repair of one root cause may cost.",
    "(limits :repair-cycles 3 :minutes 30 :usd 5.00)",
    {
      options: [
        {
          name: "repair-cycles",
          value: "integer",
          what: "a whole number of rounds",
          example: ":repair-cycles 3",
          range: [0, 100],
        },
        {
          name: "minutes",
          value: "number",
          what: "a number of minutes",
          example: ":minutes 30",
          range: [0, 10_000],
        },
        {
          name: "usd",
          value: "number",
          what: "a number of US dollars",
          example: ":usd 5.00",
          range: [0, 1_000_000],
        },
        {
          name: "rounds",
          value: "integer",
          what: "a whole number of a model's answers",
          example: ":rounds 40",
          range: [0, 10_000],
        },
        {
          name: "tokens",
          value: "integer",
          what: "a whole number of a model's tokens",
          example: ":tokens 1000000",
          range: [0, 1_000_000_000],
        },
      ],
    },
  ),
  form("sandbox", ["universe"], "What runs the gates apart from the machine.", "(sandbox none)", {
    arguments: [{ kind: "choice", what: "a sandbox", oneOf: ["none", "bwrap", "docker"] }],
  }),
  form("delivery", ["universe"], "Where a finished cascade goes.", "(delivery draft-branch)", {
    arguments: [{ kind: "choice", what: "a way of delivery", oneOf: ["draft-branch", "land"] }],
  }),
];
