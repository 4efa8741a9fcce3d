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
  /** A name, or a list of names; each one of `oneOf`, where that is said. */
  | "names"
  /** A quantity of time such as `24h`. */
  | "duration"
  /** What a caller may be allowed, as a token says it. */
  | "scope"
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
  /** Smallest and largest number. */
  readonly range?: readonly [number, number];
  /** A duration of nothing is none: what it bounds could never be. */
  readonly positive?: true;
}

export interface OptionSpec {
  /** Name without its colon. */
  readonly name: string;
  readonly value: "flag" | ValueKind;
  readonly what: string;
  readonly example: string;
  readonly required?: boolean;
  readonly oneOf?: readonly string[];
  /** Smallest and largest number. */
  readonly range?: readonly [number, number];
  /** A duration of nothing is none: what it bounds could never be. */
  readonly positive?: true;
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
  /** What its list children are: other forms of the table, fields, variants, values by name, or templates of forms. */
  readonly holds: "forms" | "fields" | "variants" | "values" | "templates" | "nothing";
  readonly options: readonly OptionSpec[];
  readonly repeatable: boolean;
  /** The form around it is wrong without this one. */
  readonly required?: boolean;
  readonly since: "1.0";
  /** `unstamped`: read, checked and compared; a stamp of what holds it is refused until it is built. */
  readonly status: "built" | "unstamped";
  /** Of what is unstamped elsewhere: the forms in which it is stamped already. */
  readonly builtIn?: readonly string[];
  readonly doc: string;
  /** Shown in cures and in the reference, and read by a test. */
  readonly example: string;
}
