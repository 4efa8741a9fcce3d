import type { Span } from "../base/span.ts";
import type { Literal, TypeRef } from "../model/types.ts";

/** Closed list of what can happen to a model. The conflict rules have a row for each. */
export const deltaKinds = [
  "service-added", "service-removed", "service-doc-changed",
  "language-changed", "governance-changed", "tier-changed", "gates-changed", "limits-changed",
  "universe-renamed", "universe-services-changed", "universe-gates-changed", "universe-limits-changed", "universe-delivery-changed", "universe-sandbox-changed",
  "entity-added", "entity-removed", "entity-renamed", "entity-doc-changed",
  "field-added", "field-removed", "field-renamed", "field-retyped", "field-became-optional", "field-became-required",
  "field-default-changed", "field-key-changed", "field-unique-changed", "field-wire-changed", "field-constraint-changed", "field-doc-changed", "field-order-changed",
  "enum-added", "enum-removed", "enum-renamed", "enum-doc-changed",
  "variant-added", "variant-removed", "variant-renamed", "variant-wire-changed", "variant-doc-changed", "variant-order-changed",
  "alias-added", "alias-removed", "alias-renamed", "alias-retyped", "alias-doc-changed",
  "error-added", "error-removed", "error-renamed", "error-status-changed", "error-doc-changed",
  "rpc-added", "rpc-removed", "rpc-renamed", "rpc-output-changed", "rpc-error-added", "rpc-error-removed", "rpc-doc-changed",
  "parameter-added", "parameter-removed", "parameter-renamed", "parameter-retyped", "parameter-became-optional", "parameter-became-required",
  "parameter-default-changed", "parameter-wire-changed", "parameter-constraint-changed", "parameter-doc-changed",
  "event-added", "event-removed", "event-renamed", "event-doc-changed",
  "uses-added", "uses-removed", "listener-added", "listener-removed", "listener-handler-changed",
  "config-added", "config-removed", "config-renamed", "config-retyped", "config-default-changed",
  "gap-added", "gap-removed", "lifecycle-changed",
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
export type UseKind = "reads" | "constructs" | "matches" | "calls" | "implements" | "listens" | "references";

/** Judgement of one change for one consumer; `rule` names the row of the conflict rules that decided. */
export interface ChangeVerdict {
  readonly consumer: string;
  readonly use: UseKind;
  readonly verdict: AxisVerdict;
  readonly rule: string;
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

/** What the language says of a change before any consumer is looked at: a row of the conflict rules. */
export interface ConflictRule {
  readonly id: string;
  readonly kind: DeltaKind;
  readonly axes: Axes;
  /** Source verdict by use and, where they differ, by language. A missing use is "compatible". */
  readonly uses: Partial<Record<UseKind, AxisVerdict | Partial<Record<"rust" | "typescript" | "python", AxisVerdict>>>>;
  readonly because: string;
}
