import type { Span, SyntaxNode } from "#intent";

import type { EvidenceKind } from "./types.ts";

/** A question to pyright about a use: the types of some expressions, and what it means when one of them is the value. */
export interface Probe {
  readonly file: string;
  readonly kind: EvidenceKind | "equal" | "member" | "lookup" | "given" | "beside" | "made";
  /** The whole use. */
  readonly place: Span;
  readonly asks: readonly SyntaxNode[];
  /** Whether asking takes the place out of pyright's narrowing, so that it is asked at the very end. */
  readonly late?: boolean;
  /** Whether the value counts only where nothing else may stand: a test of what may be `None` is about that. */
  readonly alone?: boolean;
  /** Whether the value counts at any depth of the type (a key that is a tuple), or as the whole of it only. */
  readonly deep?: boolean;
  /** Whether it is about what the asked expressions yield, not about themselves. */
  readonly yields?: boolean;
  /** `attrgetter("id")` or `itemgetter(0)`: what it takes of what is yielded. */
  readonly getter?: SyntaxNode;
  /** What stands between the brackets of a look-up. */
  readonly index?: SyntaxNode;
  /** Of what becomes a member by its name alone: the class that the second of the asked expressions must be. */
  readonly owner?: string;
  /** Whether the asked expressions are compared with each other. */
  readonly compares?: boolean;
  /** Of what stands in a dictionary that is written out: the typed dictionary that it is, and the key. */
  readonly entry?: { readonly owner: string; readonly key: string };
}

/** A probe before its file is known. */
export type FoundProbe = Omit<Probe, "file">;

/** Whether a format specifier lays out a number; what only aligns text on a side that it names is the same for all types. */
export const isNumeric = (specifier: string): boolean =>
  specifier !== "" && !/^(?:.?[<>^])\d*s?$/.test(specifier) && !specifier.endsWith("s");
