import type { Span } from "../base/span.ts";
import type { Language, Literal, TypeRef } from "../model/types.ts";

/** Closed list of what can happen to a model. The conflict rules have a row for each. */
export const deltaKinds = [
  "service-added",
  "service-removed",
  "service-doc-changed",
  "language-changed",
  "governance-changed",
  "tier-changed",
  "gates-changed",
  "limits-changed",
  "universe-renamed",
  "universe-doc-changed",
  "universe-services-changed",
  "universe-gates-changed",
  "universe-limits-changed",
  "universe-delivery-changed",
  "universe-sandbox-changed",
  "entity-added",
  "entity-removed",
  "entity-renamed",
  "entity-doc-changed",
  "field-added",
  "field-removed",
  "field-renamed",
  "field-retyped",
  "field-became-optional",
  "field-became-required",
  "field-default-changed",
  "field-key-changed",
  "field-unique-changed",
  "field-wire-changed",
  "field-constraint-changed",
  "field-doc-changed",
  "field-order-changed",
  "enum-added",
  "enum-removed",
  "enum-renamed",
  "enum-doc-changed",
  "variant-added",
  "variant-removed",
  "variant-renamed",
  "variant-wire-changed",
  "variant-doc-changed",
  "variant-order-changed",
  "union-added",
  "union-removed",
  "union-renamed",
  "union-doc-changed",
  "case-added",
  "case-removed",
  "case-renamed",
  "case-wire-changed",
  "case-doc-changed",
  "case-order-changed",
  "alias-added",
  "alias-removed",
  "alias-renamed",
  "alias-retyped",
  "alias-doc-changed",
  "error-added",
  "error-removed",
  "error-renamed",
  "error-status-changed",
  "error-wire-changed",
  "error-doc-changed",
  "rpc-added",
  "rpc-removed",
  "rpc-renamed",
  "rpc-output-changed",
  "rpc-error-added",
  "rpc-error-removed",
  "rpc-error-order-changed",
  "rpc-wire-changed",
  "rpc-doc-changed",
  "parameter-added",
  "parameter-removed",
  "parameter-renamed",
  "parameter-retyped",
  "parameter-became-optional",
  "parameter-became-required",
  "parameter-default-changed",
  "parameter-wire-changed",
  "parameter-constraint-changed",
  "parameter-doc-changed",
  "parameter-order-changed",
  "event-added",
  "event-removed",
  "event-renamed",
  "event-wire-changed",
  "event-doc-changed",
  "uses-added",
  "uses-removed",
  "listener-added",
  "listener-removed",
  "listener-handler-changed",
  "config-added",
  "config-removed",
  "config-renamed",
  "config-retyped",
  "config-became-optional",
  "config-became-required",
  "config-default-changed",
  "config-constraint-changed",
  "config-doc-changed",
  "config-order-changed",
  "http-changed",
  "auth-changed",
  "idempotent-changed",
  "retry-changed",
  "timeout-changed",
  "dead-letter-changed",
  "parallel-changed",
  "overlap-changed",
  "catch-up-changed",
  "crud-added",
  "crud-removed",
  "crud-path-changed",
  "crud-store-changed",
  "crud-doc-changed",
  "every-added",
  "every-removed",
  "every-time-changed",
  "every-handler-changed",
  "every-doc-changed",
  "tool-added",
  "tool-removed",
  "tool-renamed",
  "tool-wire-changed",
  "tool-doc-changed",
  "machine-added",
  "machine-removed",
  "machine-renamed",
  "machine-field-changed",
  "machine-initial-changed",
  "machine-doc-changed",
  "state-added",
  "state-removed",
  "state-order-changed",
  "transition-added",
  "transition-removed",
  "transition-renamed",
  "transition-ways-changed",
  "transition-guard-changed",
  "transition-doc-changed",
  "util-added",
  "util-removed",
  "util-renamed",
  "util-doc-changed",
  "example-added",
  "example-removed",
  "engine-added",
  "engine-removed",
  "engine-renamed",
  "engine-doc-changed",
  "member-added",
  "member-removed",
  "member-renamed",
  "member-kind-changed",
  "member-doc-changed",
  "invariant-added",
  "invariant-removed",
  "rule-added",
  "rule-removed",
  "rule-renamed",
  "rule-doc-changed",
  "hook-added",
  "hook-removed",
  "answer-changed",
  "answer-error-added",
  "answer-error-removed",
  "answer-error-order-changed",
  "scenario-added",
  "scenario-removed",
  "scenario-changed",
  "bench-changed",
  "contract-changed",
  "stamp-changed",
  "code-changed",
  "universe-repositories-changed",
  "universe-code-host-changed",
  "schedule-added",
  "schedule-removed",
  "boundary-added",
  "boundary-removed",
  "boundary-changed",
  "conflict-rule-added",
  "conflict-rule-removed",
  "conflict-rule-changed",
  "consumer-added",
  "consumer-removed",
  "consumer-lag-changed",
  "consumer-doc-changed",
  "consumer-uses-added",
  "consumer-uses-removed",
  "allow-break-added",
  "allow-break-removed",
  "allow-break-changed",
  "gap-added",
  "gap-removed",
  "lifecycle-changed",
] as const;
export type DeltaKind = (typeof deltaKinds)[number];

export type AxisVerdict = "breaks" | "compatible" | "unknown";

export interface Axes {
  /** Does a consumer's code still compile. */
  readonly source: AxisVerdict;
  /** Do old and new understand each other. */
  readonly wire: AxisVerdict;
  /** Can what is stored or retained still be read. */
  readonly stored: AxisVerdict;
}

/** How a consumer touches a symbol. */
export const useKinds = [
  "reads",
  "constructs",
  "matches",
  "calls",
  "implements",
  "listens",
  "references",
] as const;
export type UseKind = (typeof useKinds)[number];

/** Judgement of one change for one consumer; `rule` names the row of the conflict rules that decided. */
export interface ChangeVerdict {
  readonly consumer: string;
  readonly use: UseKind;
  readonly verdict: AxisVerdict;
  readonly rule: string;
  /** Symbols through which the consumer uses what changed: its own declarations, or what it calls, reads or listens to. */
  readonly via?: readonly string[];
  /** Of somebody whose code is not in the universe: how long an old version of it lives on, where that is said. */
  readonly outside?: { readonly lag?: string };
}

/** A rename that nobody declared: removed and added things that look alike. It is asked about, never assumed. */
export interface RenameGuess {
  readonly from: string;
  readonly to: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/**
 * One typed change. `symbol` is the name after the change where it still exists (`users/UserProfile.id`,
 * `users/rpc:get-user.in.id`, `users/event:user-created.user`, `users/error:user-not-found`, `users/Plan.free`, `users`).
 */
export interface Change {
  readonly service: string;
  readonly symbol: string;
  readonly kind: DeltaKind;
  readonly axes: Axes;
  /** True where any axis breaks or is unknown. */
  readonly breaking: boolean;
  /** What it was and is, as intent text: a type, a name, a default. */
  readonly from: string | null;
  readonly to: string | null;
  readonly verdicts: readonly ChangeVerdict[];
  /** Row of the conflict rules that gave the axes, or the universe's own rule that took its place. */
  readonly rule?: string;
  /** Where a rule of the universe decided: what old and new readers understand then. */
  readonly corners?: WireRule;
  /** Where the intents accept the break: the last day on which they do, and why. */
  readonly allowed?: { readonly until: string; readonly because?: string };
  /** Place in the new intent (or in the old one, where the thing is gone). */
  readonly file: string;
  readonly span: Span;
  /** Resolved types (aliases and members expanded), where the change is one of type. */
  readonly fromType?: TypeRef;
  readonly toType?: TypeRef;
  /** Declared default of an added field or parameter. */
  readonly defaultValue?: Literal;
  /** Symbol before a rename. */
  readonly fromSymbol?: string;
  /** Where this change only follows from another one (a field whose type is `User.id` or an alias): that one's symbol. */
  readonly cause?: string;
  readonly guess?: RenameGuess;
}

/** Changes sorted by service, then by place. Empty where both models mean the same. */
export interface Delta {
  readonly changes: readonly Change[];
}

/**
 * Facts of a change that choose among the rows of its kind. `same-code-type` depends on the consumer's language: `i32` and
 * `i64` are both `int` in Python. `wider`: every value that was written before can be read now; `narrower`: every value
 * that is written now could be read before; `spelling`: `:was` or `:wire` changed and nothing else with them.
 */
export const conditions = [
  "with-default",
  "optional",
  "same-code-type",
  "wider",
  "narrower",
  "output-added",
  "output-removed",
  "default-added",
  "default-removed",
  "tightened",
  "loosened",
  "secret-only",
  "composite-key",
  "nothing-stored",
  "spelling",
] as const;
export type Condition = (typeof conditions)[number];

/** Whether peers of different age understand each other; the direction of the message says which of the two matters. */
export interface WireRule {
  /** A new reader gets what an old writer wrote (a request of an old consumer, a retained event). */
  readonly newReadsOld: AxisVerdict;
  /** An old reader gets what a new writer wrote (an answer to an old consumer, an event to an old listener). */
  readonly oldReadsNew: AxisVerdict;
}

/**
 * Whom a kind of change can reach: those that use the symbol, those that name it themselves (an alias is transparent to
 * all others), its owner only, or nobody.
 */
export const ruleReaches = ["users", "namers", "owner", "nobody"] as const;
export type RuleReach = (typeof ruleReaches)[number];

/** What the language says of a change before any consumer is looked at: a row of the conflict rules. */
export interface ConflictRule {
  readonly id: string;
  readonly kind: DeltaKind;
  /** The row holds where all of these hold; the first such row of a kind decides, and the last row of each kind has none. */
  readonly when: readonly Condition[];
  readonly reach: RuleReach;
  /** `wire` is the worse of both corners of `corners`. */
  readonly axes: Axes;
  readonly corners: WireRule;
  /** Source verdict by use and, where they differ, by language. A missing use is "compatible". */
  readonly uses: Partial<Record<UseKind, AxisVerdict | Partial<Record<Language, AxisVerdict>>>>;
  readonly because: string;
}

/** Why a service is reached: it touches `symbol`, because it declares or uses `via`. */
export interface ReachReason {
  readonly symbol: string;
  readonly via: string;
  readonly use: UseKind;
}

/** A service that a delta reaches, with the worst of its verdicts. */
export interface Reached {
  readonly service: string;
  readonly expect: AxisVerdict;
  readonly reasons: readonly ReachReason[];
}
