import type { Span } from "../base/span.ts";
import type { Declared, Field, Literal, SymbolRef, TypeRef } from "./types.ts";

/** A form that is read and compared, and that no stamp is made from yet. */
export interface Unstamped {
  readonly head: string;
  readonly span: Span;
}

/** One shape of a union. Open where it is read: an unknown case keeps its raw form. */
export interface Case extends Declared {
  readonly fields: readonly Field[];
  readonly wire?: string;
}
export interface Union extends Declared {
  readonly kind: "union";
  readonly cases: readonly Case[];
}

export const httpMethods = ["get", "post", "put", "patch", "delete"] as const;
/** What an rpc, a listener and a time may say of how they run; durations are in protobuf's JSON form (`2s`). */
export interface Clauses {
  readonly http?: { readonly method: (typeof httpMethods)[number]; readonly path: string };
  /** Scopes that the caller needs; empty: whoever is known. */
  readonly auth?: readonly string[];
  readonly idempotent?: { readonly for?: string };
  readonly retry?: { readonly tries: number; readonly backoff?: string };
  readonly timeout?: string;
  readonly deadLetter?: { readonly keep?: string };
  readonly parallel?: number;
  readonly overlap?: string;
  readonly catchUp?: string;
}

export const stores = ["memory", "sqlite", "postgresql"] as const;
export interface Crud {
  readonly kind: "crud";
  readonly entity: SymbolRef;
  readonly path: string;
  readonly store: (typeof stores)[number];
  readonly doc?: string;
  readonly span: Span;
}

/** `(every "0 3 * * *" :do close-month)`: `handler` is the name of what custom code implements. */
export interface Every {
  readonly kind: "every";
  readonly cron: string;
  readonly handler: string;
  readonly zone?: string;
  readonly doc?: string;
  readonly clauses: Clauses;
  readonly span: Span;
  readonly nameSpan: Span;
}

/** What is called with parameters and answers. */
interface Callable extends Declared {
  readonly input: readonly Field[];
  readonly output?: TypeRef;
}
export interface Tool extends Callable {
  readonly kind: "tool";
  readonly clauses: Clauses;
  readonly errors: readonly SymbolRef[];
}

export interface State {
  readonly name: string;
  readonly span: Span;
}
export interface Transition {
  readonly name: string;
  readonly doc?: string;
  readonly was?: string;
  readonly from: readonly State[];
  readonly to: State;
  readonly guard?: string;
  readonly span: Span;
  readonly nameSpan: Span;
}
export interface Machine extends Declared {
  readonly kind: "machine";
  /** The field whose states these are. */
  readonly of?: Extract<TypeRef, { kind: "member" }>;
  readonly initial: State;
  readonly states: readonly State[];
  readonly transitions: readonly Transition[];
}

/** A value by name, as an example or a scenario says it. */
export interface NamedValue {
  readonly name: string;
  readonly value: Literal;
  readonly span: Span;
}
export interface Example {
  readonly input: readonly NamedValue[];
  readonly output: Literal;
  readonly outputSpan: Span;
  readonly span: Span;
}
export interface Util extends Callable {
  readonly kind: "util";
  readonly examples: readonly Example[];
}

export interface EngineMember extends Callable {
  readonly kind: "command" | "query";
  readonly errors: readonly SymbolRef[];
}
export interface Engine extends Declared {
  readonly kind: "engine";
  readonly members: readonly EngineMember[];
  readonly invariants: readonly { readonly text: string; readonly span: Span }[];
}

/** Where a rule is asked: before or after an rpc, a tool, or what listens to an event. */
export interface Hook {
  readonly when: "before" | "after";
  readonly into: "rpc" | "tool" | "on";
  readonly target: SymbolRef;
  /** The parameter of the rule that gets the answer. */
  readonly as?: string;
  readonly span: Span;
}
export interface Rule extends Callable {
  readonly kind: "rule";
  readonly errors: readonly SymbolRef[];
  /** What it hooks into, in written order; empty where nothing was said (reported). */
  readonly hooks: readonly Hook[];
}

export type Step =
  | {
      readonly kind: "call";
      readonly rpc: SymbolRef;
      readonly values: readonly NamedValue[];
      /** Name of the answer for later steps. */
      readonly as?: string;
      readonly span: Span;
    }
  | {
      readonly kind: "expect";
      readonly values: readonly NamedValue[];
      readonly error?: SymbolRef;
      readonly span: Span;
    };
export interface Scenario {
  readonly kind: "scenario";
  readonly text: string;
  readonly steps: readonly Step[];
  readonly span: Span;
}

/** A breaking change of a symbol that is accepted until a date (`2026-12-31`, that day included). */
export interface AllowedBreak {
  /** As it was written: `User.id`, `users/rpc:get-user`. */
  readonly symbol: string;
  readonly until: string;
  readonly because?: string;
  readonly span: Span;
  readonly untilSpan: Span;
}

/** A service whose code another generator owns. */
export interface Foreign {
  readonly contracts: readonly string[];
  readonly stamp?: { readonly run: string; readonly outputs: readonly string[] };
  readonly code: readonly string[];
  readonly except?: string;
}

/** The patterns of a service beside its rpcs, events and settings; each list in written order. */
export interface Patterns {
  readonly cruds: readonly Crud[];
  readonly everies: readonly Every[];
  readonly tools: readonly Tool[];
  readonly machines: readonly Machine[];
  readonly utils: readonly Util[];
  readonly engines: readonly Engine[];
  readonly rules: readonly Rule[];
  readonly scenarios: readonly Scenario[];
}

/** A service of rpcs, events and settings alone. */
export const noPatterns: Patterns = {
  cruds: [],
  everies: [],
  tools: [],
  machines: [],
  utils: [],
  engines: [],
  rules: [],
  scenarios: [],
};
