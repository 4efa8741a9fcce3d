import type { FormSpec } from "./form-spec.ts";
import { clauseForms } from "./forms/clauses.ts";
import { consumerForms } from "./forms/consumers.ts";
import { declarationForms } from "./forms/declarations.ts";
import { fileForms } from "./forms/files.ts";
import { patternForms } from "./forms/patterns.ts";
import { platformForms } from "./forms/platform.ts";
import { serviceForms } from "./forms/service.ts";
import { universeForms } from "./forms/universe.ts";

export { memberForms } from "./forms/members.ts";

/**
 * The one table of forms, in reading order. It drives the checker, and completion, hover and the reference read it. A field
 * (`(id uuid :key)`) and a variant are forms whose head is their own name; their rows stand in `forms/members.ts`.
 */
export const forms: readonly FormSpec[] = [
  ...fileForms,
  ...universeForms,
  ...serviceForms,
  ...declarationForms,
  ...consumerForms,
  ...patternForms,
  ...clauseForms,
  ...platformForms,
];

/** Heads of types that hold others, and of files. */
export const typeForms = {
  list: { arguments: 1, what: "one type", example: "(list string)" },
  map: {
    arguments: 2,
    what: "the type of its keys and that of its values",
    example: "(map string i64)",
  },
  optional: { arguments: 1, what: "one type", example: "(optional string)" },
  page: { arguments: 1, what: "one type", example: "(page User)" },
  stream: { arguments: 1, what: "one type", example: "(stream User)" },
  patch: { arguments: 1, what: "one entity", example: "(patch User)" },
  file: {
    arguments: 0,
    what: "at most :max with a size",
    example: "(file :max 10MB)",
  },
} as const;
