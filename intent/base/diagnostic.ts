import type { Edit } from "./edit.ts";
import type { Span } from "./span.ts";

export type Severity = "error" | "warning" | "info";

/** What resolves a diagnostic: a sentence and, where it is certain, the edits that do it. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** A second place that explains the first. */
export interface Note {
  readonly message: string;
  readonly file?: string;
  readonly span?: Span;
}

/** One finding about an intent. `cure` says what to write instead; `suggestion` is the "did you mean". */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly span: Span;
  readonly cure?: string;
  readonly notes?: readonly Note[];
  readonly fix?: Fix;
}

/** Whether a list holds at least one error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}
