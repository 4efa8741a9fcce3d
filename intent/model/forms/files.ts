import type { FormSpec } from "../form-spec.ts";
import { form, intent, lifecycle, named, root } from "./row.ts";

/** Rows of what stands in a file. */
export const fileForms: readonly FormSpec[] = [
  form(
    "lang",
    [intent, root],
    "Says in which version of the language the file is written. Always the first form.",
    "(lang intent 1.0)",
    {
      arguments: [
        { kind: "choice", what: "the language", oneOf: ["intent"] },
        { kind: "language-version", what: "the version of the language" },
      ],
    },
  ),
  form(
    "universe",
    [root],
    "All services that change together.",
    '(universe shop "A shop." (services "services/*"))',
    {
      arguments: [named("the universe's name")],
      docstring: true,
      holds: "forms",
    },
  ),
  form(
    "service",
    [intent],
    "What a service is; its machine-owned code is derived from this.",
    '(service users "Accounts." (language rust))',
    {
      arguments: [named("the service's name")],
      docstring: true,
      holds: "forms",
      options: lifecycle.filter((option) => option.name !== "number" && option.name !== "was"),
    },
  ),
];
