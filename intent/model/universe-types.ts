import type { Span } from "../base/span.ts";
import type { AllowedBreak } from "./pattern-types.ts";
import type { Uses } from "./types.ts";

/** `(github "acme/*" :topic service)` */
export interface Repositories {
  readonly host: "github" | "gitlab";
  readonly name: string;
  readonly topic?: string;
  readonly span: Span;
}
export interface UniverseSchedule {
  readonly cron: string;
  readonly verb: "evolve" | "audit" | "cascade";
  readonly zone?: string;
  readonly span: Span;
}
/** Somebody who uses services and whose code is not in the universe. `lag`: how long an old version of it lives on. */
export interface OutsideConsumer {
  readonly name: string;
  readonly doc?: string;
  readonly lag?: string;
  readonly uses: readonly Uses[];
  readonly span: Span;
  readonly nameSpan: Span;
}
/** What a universe says of a kind of change instead of the language; absent parts hold of all uses and languages. */
export interface RuleOverride {
  readonly kind: string;
  readonly use?: string;
  readonly language?: string;
  readonly source?: "breaks" | "compatible" | "unknown";
  readonly wire?: "breaks" | "compatible" | "unknown";
  readonly stored?: "breaks" | "compatible" | "unknown";
  readonly because: string;
  readonly span: Span;
}
/** Services (globs) that may not use others. */
export interface Boundary {
  readonly from: string;
  readonly to: string;
  readonly because?: string;
  readonly span: Span;
}

/** What surrounds the services of a universe. */
export interface Surroundings {
  readonly repositories: readonly Repositories[];
  readonly codeHost?: "github" | "gitlab" | "none";
  readonly schedules: readonly UniverseSchedule[];
  readonly consumers: readonly OutsideConsumer[];
  readonly allowed: readonly AllowedBreak[];
  readonly overrides: readonly RuleOverride[];
  readonly boundaries: readonly Boundary[];
}

/** A universe with nothing around it. */
export const nothingAround: Surroundings = {
  repositories: [],
  schedules: [],
  consumers: [],
  allowed: [],
  overrides: [],
  boundaries: [],
};
