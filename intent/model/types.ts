import type { Limits } from "../base/limits.ts";
import type { Span } from "../base/span.ts";
import type {
  AllowedBreak,
  Clauses,
  Foreign,
  Patterns,
  Union,
  Unstamped,
} from "./pattern-types.ts";
import type { Surroundings } from "./universe-types.ts";

export type Language = "rust" | "typescript" | "python";
export const languages: readonly Language[] = ["rust", "typescript", "python"];

export const primitiveNames = [
  "bool",
  "i32",
  "i64",
  "u32",
  "u64",
  "f64",
  "string",
  "bytes",
  "uuid",
  "timestamp",
  "date",
  "duration",
  "decimal",
  "json",
] as const;
export type PrimitiveName = (typeof primitiveNames)[number];

/** A type as it was written, with names resolved. `span` is the place in the file of the declaration that holds it. */
export type TypeRef =
  | { readonly kind: "primitive"; readonly name: PrimitiveName; readonly span: Span }
  | { readonly kind: "list"; readonly item: TypeRef; readonly span: Span }
  | { readonly kind: "map"; readonly key: TypeRef; readonly value: TypeRef; readonly span: Span }
  | { readonly kind: "optional"; readonly item: TypeRef; readonly span: Span }
  /** Some of many, one after the other, or an entity in part (absent is not null). */
  | { readonly kind: "page"; readonly item: TypeRef; readonly span: Span }
  | { readonly kind: "stream"; readonly item: TypeRef; readonly span: Span }
  | { readonly kind: "patch"; readonly item: TypeRef; readonly span: Span }
  /** Bytes that are sent apart; `max` in bytes. */
  | { readonly kind: "file"; readonly max?: number; readonly span: Span }
  /** An entity, enum, union or alias, of this or another service. */
  | { readonly kind: "named"; readonly service: string; readonly name: string; readonly span: Span }
  /** `User.id` or `users/User.id`: the type of that field. Transparent, like an alias. */
  | {
      readonly kind: "member";
      readonly service: string;
      readonly entity: string;
      readonly field: string;
      readonly span: Span;
    };

/** A default as it was written. Enum variants are `symbol`. */
export type Literal =
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "symbol"; readonly name: string }
  | { readonly kind: "empty-list" };

export interface Lifecycle {
  /** The name that this thing had before; the wire keeps it while it stands. */
  readonly was?: string;
  readonly since?: string;
  readonly until?: string;
  readonly number?: number;
}

export interface Constraints {
  readonly min?: string;
  readonly max?: string;
  readonly length?: string;
  readonly pattern?: string;
  readonly secret?: boolean;
}

/** Forms on the wire that a reader can take beside that of a field's type: `one` where a list stands, `list` of one. */
export const readsForms = [
  "i32",
  "u32",
  "i64",
  "u64",
  "f64",
  "decimal",
  "string",
  "one",
  "list",
] as const;
export type ReadsForm = (typeof readsForms)[number];

/** A field of an entity, error or event, or a parameter of an rpc. */
export interface Field extends Lifecycle {
  readonly name: string;
  readonly type: TypeRef;
  readonly doc?: string;
  readonly key: boolean;
  readonly unique: boolean;
  readonly default?: Literal;
  /** Explicit wire name. */
  readonly wire?: string;
  /** What its reader takes as well while the type changes. */
  readonly reads?: ReadsForm;
  readonly constraints: Constraints;
  readonly span: Span;
  readonly nameSpan: Span;
}

/** What every declaration has. */
export interface Declared extends Lifecycle {
  readonly name: string;
  readonly doc?: string;
  readonly span: Span;
  readonly nameSpan: Span;
}

export interface Entity extends Declared {
  readonly kind: "entity";
  readonly fields: readonly Field[];
}
export interface Variant extends Declared {
  readonly wire?: string;
}
export interface Enum extends Declared {
  readonly kind: "enum";
  readonly variants: readonly Variant[];
}
export interface Alias extends Declared {
  readonly kind: "alias";
  readonly type: TypeRef;
}
export interface ErrorDeclaration extends Declared {
  readonly kind: "error";
  /** HTTP status, 400 to 599; default 400. */
  readonly status: number;
  readonly fields: readonly Field[];
}
export interface SymbolRef {
  readonly service: string;
  readonly name: string;
  readonly span: Span;
}
export interface Rpc extends Declared {
  readonly kind: "rpc";
  readonly input: readonly Field[];
  /** Absent where the rpc answers with nothing (`{}` on the wire). */
  readonly output?: TypeRef;
  readonly errors: readonly SymbolRef[];
  readonly clauses: Clauses;
  /** What it does to which entity, where a `crud` stands for it and not a form of its own. */
  readonly crud?: {
    readonly entity: string;
    readonly does: "create" | "get" | "update" | "delete" | "list";
  };
}
export interface EventDeclaration extends Declared {
  readonly kind: "event";
  readonly fields: readonly Field[];
}
export type UsedKind = "rpc" | "entity" | "enum" | "union" | "alias" | "error" | "event";
export interface Uses {
  readonly service: string;
  readonly items: readonly {
    readonly kind: UsedKind;
    readonly name: string;
    readonly span: Span;
  }[];
  readonly span: Span;
}
/** What may carry events: listeners that are pushed to, or a NATS server. */
export const brokers = ["http", "nats"] as const;
export type BrokerKind = (typeof brokers)[number];
/** `(on users/user-created :do welcome)`: `handler` is the name of what custom code implements. */
export interface Listener {
  readonly service: string;
  readonly event: string;
  readonly handler: string;
  readonly clauses: Clauses;
  readonly span: Span;
}
export interface Gap {
  readonly text: string;
  readonly span: Span;
}
export const governances = [
  "newborn",
  "cartography",
  "experimental",
  "survival-patching",
  "strict-codegen",
  "self-distillation",
  "polisher",
] as const;
export type Governance = (typeof governances)[number];
export const tiers = ["frontier", "blueprint", "behemoth"] as const;
export type Tier = (typeof tiers)[number];

/** Commands of one service's gates; `undefined` means the language's default. `[]` declares none. */
export interface GateCommands {
  readonly setup?: readonly string[];
  readonly check?: readonly string[];
  readonly lint?: readonly string[];
  readonly test?: readonly string[];
}

export interface Service {
  readonly name: string;
  readonly doc?: string;
  readonly language: Language;
  readonly governance: Governance;
  readonly tier: Tier;
  /** Folder of the service relative to the universe's root, with `/`. */
  readonly directory: string;
  /** Path of its intent relative to the root. */
  readonly file: string;
  readonly entities: readonly Entity[];
  readonly enums: readonly Enum[];
  readonly unions: readonly Union[];
  readonly aliases: readonly Alias[];
  readonly errors: readonly ErrorDeclaration[];
  readonly rpcs: readonly Rpc[];
  readonly events: readonly EventDeclaration[];
  readonly uses: readonly Uses[];
  readonly listeners: readonly Listener[];
  /** Fields of `(bootstrap (config …))`: settings read from the environment and validated at start. */
  readonly config: readonly Field[];
  /** What carries the service's events, where the intent says it. */
  readonly broker?: BrokerKind;
  readonly gaps: readonly Gap[];
  readonly patterns: Patterns;
  /** Breaking changes that this service accepts until a date. */
  readonly allowed: readonly AllowedBreak[];
  /** Where another generator owns the service's code. */
  readonly foreign?: Foreign;
  /** Commands of its benchmarks. */
  readonly bench: readonly string[];
  /** What of its intent no stamp is made from yet. */
  readonly unstamped: readonly Unstamped[];
  /** What the service itself overrides. */
  readonly gates: GateCommands;
  readonly limits: Partial<Limits>;
  readonly since?: string;
  readonly until?: string;
  readonly span: Span;
  /** Place of the name; absent in models that no text stands behind. */
  readonly nameSpan?: Span;
}

export interface Universe {
  readonly name: string;
  readonly doc?: string;
  readonly file: string;
  /** Globs of folders that hold an intent. */
  readonly services: readonly string[];
  readonly gates: Readonly<Partial<Record<Language, GateCommands>>>;
  readonly limits: Limits;
  readonly sandbox: "none" | "bwrap" | "docker";
  readonly delivery: "draft-branch" | "land";
  readonly surroundings: Surroundings;
  readonly span: Span;
}

/** All that the intents of a universe say, resolved. Services are sorted by name; forms keep their written order. */
export interface Model {
  readonly universe: Universe;
  readonly services: ReadonlyMap<string, Service>;
}
