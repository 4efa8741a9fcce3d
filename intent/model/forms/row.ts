import type { ArgumentSpec, FormSpec, OptionSpec } from "../form-spec.ts";

/** Options that stand on anything named. */
export const lifecycle: readonly OptionSpec[] = [
  { name: "was", value: "free-name", what: "the name it had before", example: ":was old-name" },
  { name: "since", value: "version", what: "a version", example: ":since v2" },
  { name: "until", value: "version", what: "a version", example: ":until v3" },
  {
    name: "number",
    value: "integer",
    what: "a tag of protobuf",
    example: ":number 4",
    range: [1, 536_870_911],
  },
];

/** The name on the wire, where it is not that of the language. */
export const wire: OptionSpec = {
  name: "wire",
  value: "string",
  what: "the name on the wire",
  example: ':wire "userID"',
};

/** What a caller must have; none at all: whoever is known. */
export const scopes: ArgumentSpec = { kind: "scope", what: "a scope", many: "rest" };

/** A name in kebab-case that the form declares. */
export const named = (what: string): ArgumentSpec => ({ kind: "name", what });
/** A name in PascalCase that the form declares. */
export const typeNamed = (what: string): ArgumentSpec => ({ kind: "type-name", what });

interface Row {
  readonly id?: string;
  readonly arguments?: readonly ArgumentSpec[];
  readonly docstring?: boolean;
  readonly holds?: FormSpec["holds"];
  readonly options?: readonly OptionSpec[];
  readonly repeatable?: boolean;
  readonly required?: boolean;
  readonly status?: FormSpec["status"];
  readonly builtIn?: readonly string[];
}

/** A row of the table; what it does not say is: no argument, no docstring, no option, holds nothing, stands once. */
export const form = (
  head: string,
  places: readonly string[],
  doc: string,
  example: string,
  row: Row = {},
): FormSpec => ({
  id: row.id ?? head,
  head,
  in: places,
  arguments: row.arguments ?? [],
  docstring: row.docstring ?? false,
  holds: row.holds ?? "nothing",
  options: row.options ?? [],
  repeatable: row.repeatable ?? false,
  ...(row.required === undefined ? {} : { required: row.required }),
  since: "1.0",
  status: row.status ?? "built",
  ...(row.builtIn === undefined ? {} : { builtIn: row.builtIn }),
  doc,
  example,
});

/** A row that is read, checked, laid out and compared, and that no stamp is made from yet. */
export const unstamped = (
  head: string,
  places: readonly string[],
  doc: string,
  example: string,
  row: Row = {},
): FormSpec => form(head, places, doc, example, { ...row, status: "unstamped" });

/** The files that forms stand in. */
export const intent = "intent.lisp";
export const root = "universe.lisp";
/** What a declaration is: named, described, any number of them. */
export const declaration = { docstring: true, repeatable: true, options: lifecycle } as const;
