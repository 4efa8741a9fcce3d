import type { Edit, Span } from "#intent";
import type { ServiceView } from "./view.ts";

export const categories = [
  "implementation-gap",
  "architectural-drift",
  "structural-gap",
  "location-mismatch",
] as const;
export type Category = (typeof categories)[number];

/** From the gravest to the mildest. */
export const driftSeverities = ["critical", "error", "warning"] as const;
export type DriftSeverity = (typeof driftSeverities)[number];

/** A part of a file; offsets are UTF-16 units. The file is relative to the universe's root. */
export interface FilePlace {
  readonly file: string;
  readonly span: Span;
}

/** What resolves a finding: a sentence, and the command or the edits that do it where there is one. */
export interface Remedy {
  readonly title: string;
  readonly command?: string;
  readonly edits?: readonly Edit[];
}

/** What a rule says of one place. `code` is the place in code, or where it should be; `intent` what was meant. */
export interface Drift {
  readonly symbol: string;
  readonly message: string;
  readonly code: FilePlace;
  readonly intent?: FilePlace;
  readonly fix: Remedy;
}

/** One difference between what is meant and what is real. */
export interface Finding extends Drift {
  readonly rule: DriftRule;
  readonly service: string;
}

/** One code of a finding: its place among the categories, and how it is found in a service. */
export interface DriftRule {
  readonly code: string;
  readonly category: Category;
  readonly severity: DriftSeverity;
  /** One sentence, for a list of all rules. */
  readonly what: string;
  readonly find: (view: ServiceView) => readonly Drift[];
}

/** A file that Forge would stamp. The digest is that of its marker. */
export interface ExpectedFile {
  readonly path: string;
  readonly text: string;
  /** Of the text. */
  readonly sha256: string;
  readonly digest: string;
}
