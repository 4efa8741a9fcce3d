/** What a positional argument or an option's value may be. */
export type ValueKind =
  /** A name that the form declares, in kebab-case. */
  | "name"
  /** A name that the form declares, in PascalCase. */
  | "type-name"
  /** A name in either style, such as a variant. */
  | "free-name"
  /** A name of something declared elsewhere, `Name` or `service/Name`. */
  | "reference"
  | "string"
  | "integer"
  | "number"
  /** A number, or a quantity such as `30d`. */
  | "bound"
  /** One of `oneOf`. */
  | "choice"
  /** A version such as `v2`. */
  | "version"
  | "language-version"
  | "type"
  /** Any single value; what fits is known only with the type. */
  | "literal";

export interface ArgumentSpec {
  readonly kind: ValueKind;
  /** What it is, for people: "a name", "the path of …". */
  readonly what: string;
  /** `rest` takes all values that follow, and there may be none. */
  readonly many?: "rest";
  readonly oneOf?: readonly string[];
}

export interface OptionSpec {
  /** Name without its colon. */
  readonly name: string;
  readonly value: "flag" | ValueKind;
  readonly what: string;
  readonly example: string;
  readonly required?: boolean;
  /** Smallest and largest number. */
  readonly range?: readonly [number, number];
}

/** One form: where it stands, what it holds, and what it means. */
export interface FormSpec {
  /** Unique; differs from `head` where one head means different things in different places. */
  readonly id: string;
  readonly head: string;
  /** Ids of the forms that it stands in; `intent.lisp` and `universe.lisp` are the files. */
  readonly in: readonly string[];
  readonly arguments: readonly ArgumentSpec[];
  readonly docstring: boolean;
  /** What its list children are: other forms of the table, fields, or variants. */
  readonly holds: "forms" | "fields" | "variants" | "nothing";
  readonly options: readonly OptionSpec[];
  readonly repeatable: boolean;
  /** The form around it is wrong without this one. */
  readonly required?: boolean;
  readonly since: "1.0";
  /** `later`: known to the language, refused until it is built. */
  readonly status: "built" | "later";
  readonly doc: string;
  /** Shown in cures and in the reference, and read by a test. */
  readonly example: string;
}
