import type { Language } from "#intent";

/** A place in a file: the line counts from 1, offsets are UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/**
 * What a file of a service is for. `entry` are `main`, `lib` and package files; `other` is whatever else people wrote
 * (scripts, configurations, code that stands where it should not). Tests are no part of the service and are not read.
 */
export type Role = "stamped" | "custom" | "entry" | "other";

export interface FieldFact {
  readonly name: string;
  /** JSON key. */
  readonly wire: string;
  /** In the vocabulary of intents; a name that is not one of its types stays as it is. */
  readonly type: string;
  /** As it is spelt, layout left out; in TypeScript with its codec. */
  readonly code: string;
  readonly optional: boolean;
  /** What it is when it is not given, as it is spelt; empty where it must be given. */
  readonly otherwise: string;
  readonly at: Place;
}

export interface MethodFact {
  readonly name: string;
  /** Types of the parameters as they are spelt, `self` left out; empty where there is none. */
  readonly parameters: readonly string[];
  /** As it is spelt; empty where it is left to the compiler. */
  readonly result: string;
  /** In Python: a plain `def`, which cannot wait. */
  readonly plain?: true;
  /** In TypeScript: `async`. */
  readonly waits?: true;
  /** Not for everybody (`private`, `protected`), or not of a value (`static`): no handler. */
  readonly hidden?: true;
  readonly at: Place;
}

/** A declared type. Methods are those of a trait, an interface or a class; `scope` is the module inside a file. */
export interface TypeFact {
  readonly kind: "record" | "enum" | "alias" | "contract";
  readonly scope: string;
  readonly name: string;
  readonly fields: readonly FieldFact[];
  readonly variants: readonly { readonly name: string; readonly at: Place }[];
  readonly methods: readonly MethodFact[];
  /** What it extends or implements. */
  readonly bases: readonly string[];
  readonly at: Place;
}

/** Something that says it is a service's contract: `impl GetUser for App`, `class App(Users)`, `(): Users => ({…})`. */
export interface ImplementationFact {
  readonly contract: string;
  readonly methods: readonly MethodFact[];
  /** Whether parts come from elsewhere (`...rest`, another base class), so that what is not here may still be there. */
  readonly open: boolean;
  readonly at: Place;
}

export interface RouteFact {
  readonly method: string;
  readonly path: string;
  readonly at: Place;
}

export interface ImportFact {
  /** Last part of the module's name: `generated`, `generated.users`, `users`. */
  readonly module: string;
  readonly name: string;
  readonly alias: string;
  readonly at: Place;
}

/** `receiver.name(…)` or `name(…)`; the receiver is its last name. */
export interface CallFact {
  readonly receiver: string;
  /** The client or publisher that the receiver says it is, there and then: made on the spot (`UsersClient.fromEnv()`) or cast. */
  readonly on?: string;
  readonly name: string;
  readonly at: Place;
}

/** A field, parameter or variable that holds a client or a publisher, by the name of its type. */
export interface BindingFact {
  readonly name: string;
  readonly type: string;
  /** It is wrapped in something with methods of its own, or the file calls something else by this name as well. */
  readonly unsure?: true;
  readonly at: Place;
}

/** A value of a named type with the fields that it is given. `open`: more come from elsewhere (`..base`, `**more`). */
export interface BuiltFact {
  readonly type: string;
  readonly fields: readonly { readonly name: string; readonly at: Place }[];
  readonly open: boolean;
  readonly at: Place;
}

/** A text that may be an address or the name of a setting that holds one. */
export interface LiteralFact {
  readonly text: string;
  readonly at: Place;
}

/** All that is read from one file, in the order of the file. */
export interface Facts {
  readonly types: readonly TypeFact[];
  readonly implementations: readonly ImplementationFact[];
  readonly routes: readonly RouteFact[];
  readonly imports: readonly ImportFact[];
  readonly calls: readonly CallFact[];
  readonly bindings: readonly BindingFact[];
  readonly built: readonly BuiltFact[];
  readonly literals: readonly LiteralFact[];
  /** Names that a file offers to others, with those of its modules as `users::Plan`. */
  readonly names: readonly string[];
  /** Rust's `mod name;`. */
  readonly modules: readonly string[];
}

/** The same lists while they are filled. */
export type Gathered = { -readonly [Part in keyof Facts]: Facts[Part][number][] };

export const nothing = (): Gathered => ({
  types: [],
  implementations: [],
  routes: [],
  imports: [],
  calls: [],
  bindings: [],
  built: [],
  literals: [],
  names: [],
  modules: [],
});

/** One file of a service. `unknown` says why its facts are not all there is, and from which line on. */
export interface MirroredFile {
  /** Relative to the universe's root, with `/`. */
  readonly path: string;
  readonly language: Language;
  readonly role: Role;
  readonly sha256: string;
  readonly marker?: { readonly service: string; readonly digest: string };
  readonly unknown?: { readonly reason: string; readonly line: number };
  readonly facts: Facts;
}

/** A service as its files are. */
export interface MirroredService {
  readonly name: string;
  readonly directory: string;
  readonly language: Language;
  readonly files: readonly MirroredFile[];
}
