import type { Span } from "../base/span.ts";
import type { Language, Literal, TypeRef } from "../model/types.ts";
import type { DeltaKind } from "./kinds.ts";

export { deltaKinds, type DeltaKind } from "./kinds.ts";

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
 * that is written now could be read before; `spelling`: `:was` or `:wire` changed and nothing else with them; `asked`:
 * callers must say who they are and had not to; `opened`: the other way round; `form`: calls of the rpc
 * become forms with files, or were such and become JSON.
 */
export const conditions = [
  "with-default",
  "optional",
  "form",
  "same-code-type",
  "wider",
  "narrower",
  "output-added",
  "output-removed",
  "default-added",
  "default-removed",
  "tightened",
  "loosened",
  "asked",
  "opened",
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
