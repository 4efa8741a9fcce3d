import type { Change, Span, SyntaxNode } from "#intent";

import type { Module } from "../snapshot.ts";

/** What a change of type means in code: the Python types before and after, and the intent's own names of both. */
export interface Retype {
  readonly before: string;
  readonly after: string;
  readonly fromIntent: string;
  readonly toIntent: string;
  /** Of a number that becomes a length of time: how many of what it was, where its name or words say so. */
  readonly unit?: TimeUnit;
  /** The change that started it. */
  readonly change: Change;
}

/** What lengths of time are counted in, as `timedelta` names it. */
export type TimeUnit = "weeks" | "days" | "hours" | "minutes" | "seconds" | "milliseconds";

/** A place in a hand-written or stamped file. */
export interface Place extends Span {
  readonly file: string;
}

/** A module whose nodes know their parents. */
export interface Indexed extends Module {
  readonly parents: ReadonlyMap<SyntaxNode, SyntaxNode>;
}

/**
 * What carries a type of its own in the tagged program: an annotation (`slot`, empty where a parameter has none), a value written out (`literal`), or a call
 * that reads a number out of text (`parse`).
 */
export interface Tag extends Place {
  readonly tag: number;
  readonly kind: "slot" | "literal" | "parse";
  readonly node: SyntaxNode;
  /** What the variable, parameter or attribute around it is called; empty where nothing is. */
  readonly name: string;
  /** Whether the slot is in the annotation of a parameter. */
  readonly isParameter?: boolean;
  /** Whether it is called for values that begin as nothing: `defaultdict(int)`. */
  readonly isMaker?: boolean;
  /** Name of the `NewType` that this slot is the base of: pyright prints that name. */
  readonly newType?: string;
}

/** 0 is every changed slot of a stamp; -1 an unchanged one of the old type; `undefined` any other value of that type. */
export type FlowNode = number | undefined;
export const changed = 0;
export const unchanged = -1;

/** A value goes from one place to another, or is compared with it. The place is that of the expression. */
export interface Flow extends Place {
  readonly from: FlowNode;
  readonly to: FlowNode;
  /** `beside`: what is added to the other, which makes a literal one of its kind. */
  readonly kind: "flow" | "compare" | "beside";
  /** Whether the expression is the value itself and not a structure around it. */
  readonly direct: boolean;
  /** Whether the value is only compared with what a collection holds: it says what it is, but adds nothing to what is in there. */
  readonly lookup?: boolean;
}

export type EvidenceKind =
  | "arithmetic"
  | "added"
  | "order"
  | "method"
  | "predicate"
  | "index"
  | "parse"
  | "format"
  | "text"
  | "mixed"
  | "entry"
  | "zero"
  | "length"
  | "converted"
  | "row"
  | "json"
  | "pattern";

/** A use that only makes sense for the old type. */
export interface Evidence extends Place {
  readonly node: number;
  readonly kind: EvidenceKind;
  /** Of a comparison: the tags of what stands on the other side. */
  readonly beside?: readonly number[];
}

export interface FlowGraph {
  readonly flows: readonly Flow[];
  readonly evidence: readonly Evidence[];
}
