import type { CodePattern, DeltaKind, HoleKind, Language, Span } from "#intent";

/** What may stand for a hole of a rule: any one node, any number of neighbours, or what they say. */
export const holeTypes = ["code", "list", "name", "text", "number"] as const;
export type HoleType = (typeof holeTypes)[number];

/**
 * Names of the change, which a rule writes as `«changed»` and nobody declares: the changed symbol's last name as the
 * language spells a value, a type and a constant, as the intent says it, and the name of the type that holds it.
 */
export const changedNames = [
  "changed",
  "changed-type",
  "changed-constant",
  "changed-plain",
  "changed-owner",
] as const;
export type ChangedName = (typeof changedNames)[number];

export interface RuleHole {
  readonly name: string;
  readonly type: HoleType;
}

/** What a rule's texts are in their language. */
export const fragmentKinds = ["expression", "statement", "member", "arm", "declaration"] as const;
export type FragmentKind = (typeof fragmentKinds)[number];

/** The change that a rule follows from: its kind, and what all of its instances had in common beside. */
export interface RuleCause {
  readonly kind: DeltaKind;
  /** Last name of the changed symbol, as the intent spells it. */
  readonly name?: string;
  /** The type that holds it, as the intent spells it; with its service and a `/` in front where only that one is meant. */
  readonly owner?: string;
  readonly from?: string;
  readonly to?: string;
}

/** The question that a rule answers: its kind and, where it repeats a diagnostic, what the tool calls that. */
export interface RuleQuestion {
  readonly hole: HoleKind;
  readonly code?: string;
  /** The function or table that is asked about; any where it is absent. */
  readonly meaning?: string;
}

/** What a rule was learnt from. */
export interface RuleEvidence {
  readonly instances: number;
  readonly cascades: number;
  /** Day of the oldest instance, `2026-11-21`. */
  readonly since: string;
  /** Numbers of the records. */
  readonly records: readonly number[];
  /** The very answers, as `placeName` tells them; files of before they were kept lack them. */
  readonly places?: readonly string[];
}

/** A rule as its file says it. */
export interface Rule {
  readonly name: string;
  readonly doc: string;
  readonly enabled: boolean;
  readonly follows: RuleCause;
  readonly language: Language;
  readonly answers: RuleQuestion;
  readonly fragment: FragmentKind;
  /** Text of the language with holes as `«name»`. */
  readonly matches: string;
  readonly becomes: string;
  readonly holes: readonly RuleHole[];
  readonly evidence: RuleEvidence;
}

/** A place of a fragment's text that stands for a hole. */
export interface Slot {
  readonly hole: string;
  readonly start: number;
  readonly end: number;
}

/** A rule's text as a pattern. */
export interface Fragment {
  readonly pattern: CodePattern;
  /** The text with a plain name in each hole's place, as it was parsed, and where the holes stand in it. */
  readonly text: string;
  readonly slots: readonly Slot[];
}

/** A rule whose texts were understood. */
export interface ReadyRule extends Rule {
  /** Where its file says whether it is enabled. */
  readonly switch: Span;
  readonly before: Fragment;
  readonly after: Fragment;
}

/** A change as a rule sees it. */
export interface ChangeSeen {
  readonly symbol: string;
  readonly kind: DeltaKind;
  readonly from: string | null;
  readonly to: string | null;
}
