import type { Edit } from "../base/edit.ts";
import type { Limits } from "../base/limits.ts";
import type { Change } from "../delta/types.ts";
import type { Model, Service } from "../model/types.ts";

/** One normalised finding of a compiler, linter or test runner. Lines and columns count from 1, columns in UTF-16 units. */
export interface CodeDiagnostic {
  readonly tool: string;
  /** `E0308`, `TS2322`, `reportAttributeAccessIssue`, a test id, … */
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  /** Relative to the universe's root (of the run tree), with `/`; empty where the tool named none. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The tool's own suggestions, with its word for how certain they are. */
  readonly suggestions?: readonly {
    readonly applicability: string;
    readonly message: string;
    readonly edits: readonly Edit[];
  }[];
  /** Secondary places: labels, notes, expansions. */
  readonly related?: readonly {
    readonly message: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
  }[];
}

export type GateName = "check" | "lint" | "test";
export type GateStatus = "passed" | "failed" | "skipped" | "not-run";

export interface GateResult {
  readonly gate: GateName;
  readonly status: GateStatus;
  /** Why it failed where no diagnostic says it: a missing tool, a timeout, garbage, no files seen, a lost test. */
  readonly reason?: string;
  /** The tool that this machine lacks, where that is why the gate failed: nothing was judged. */
  readonly lacks?: string;
  readonly diagnostics: readonly CodeDiagnostic[];
  /** Files the tool says it looked at (or that the gate counted). */
  readonly files: number;
  /** Ids of the tests that ran, sorted, and of those that passed. Only for `test`. */
  readonly tests?: { readonly ran: readonly string[]; readonly passed: readonly string[] };
  readonly ms: number;
}

export interface GateReport {
  readonly service: string;
  readonly gates: readonly GateResult[];
  readonly green: boolean;
}

export type Certainty = "certain" | "likely";

/** An edit that explains itself. */
export interface RepairEdit extends Edit {
  /** Symbol of the change it follows from. */
  readonly change: string;
  /** Name of the rule, such as `rename-member`, `retype-slot`, `convert-at-boundary`, `fill-declared-default`. */
  readonly rule: string;
  readonly certainty: Certainty;
  /** One sentence for people. */
  readonly because: string;
}

/** What a hole may ask about. `panic-site`: a place that ends the service, or loses an error without a word, when a value is missing or a call fails. */
export const holeKinds = [
  "required-value",
  "variant-arm",
  "absent-value",
  "conversion",
  "validation",
  "wire-form",
  "async-boundary",
  "narrowing",
  "ordering",
  "expected-value",
  "new-handler",
  "removed-symbol",
  "ambiguous-rename",
  "silent-miss",
  "panic-site",
  "unresolved-diagnostic",
] as const;
export type HoleKind = (typeof holeKinds)[number];

/** Kinds that ask about a declaration, and not about the words at their place: their meaning is its name. */
export const declarationHoles: ReadonlySet<HoleKind> = new Set(["variant-arm", "new-handler"]);

/** A candidate of a hole as code: edits of the unedited text. */
export interface Choice {
  /** Spelt as among the hole's `candidates`. */
  readonly label: string;
  /** None where the code may stay as it is. */
  readonly edits: readonly Edit[];
}

/** Where somebody's own text goes: `[start, end)` of the unedited file becomes `before`, the text, `after`. */
export interface Slot {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** What stands between `start` and `end`; empty where something is inserted. */
  readonly replaces: string;
  readonly before: string;
  readonly after: string;
  /** What stands around it binds tighter than an operator of the text would: such a text gets parentheses. */
  readonly binds?: true;
}

/** What is a decision and not a deduction. Ids hold no line numbers: they are stable while the code around moves. */
export interface Hole {
  readonly id: string;
  readonly kind: HoleKind;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Symbol of the change that asks. */
  readonly delta: string;
  readonly question: string;
  readonly candidates: readonly string[];
  /** Those candidates of which the engine knows the code that they make. */
  readonly choices?: readonly Choice[];
  /** Present where a text can be put. */
  readonly slot?: Slot;
  /** No text can be put here and no candidate is code: the file is to be edited. */
  readonly answer?: "by hand";
  /** What makes the question of two holes of one kind and change the same: a table's or function's name, an expression. */
  readonly meaning?: string;
  /** It tells what a gate said and asks nothing else: once the gates are green it is answered. */
  readonly settledBy?: "gates";
  /** What the tool calls it, where the hole repeats a diagnostic: `TS2322`, `E0308`. */
  readonly code?: string;
}

/** What an engine is given. All paths are relative to the root of the run tree. */
export interface RepairRequest {
  /** Absolute root of the run tree (a universe's layout). */
  readonly root: string;
  readonly service: Service;
  /** Models before and after, so that names in code can be computed. */
  readonly before: Model;
  readonly after: Model;
  /** Every change whose symbol this service declares or uses, causes included. */
  readonly changes: readonly Change[];
  /** Text of the stamped files before and after. */
  readonly stampedBefore: ReadonlyMap<string, string>;
  readonly stampedAfter: ReadonlyMap<string, string>;
  /** Hand-written files (`custom.*`, `main.*`, tests, all sources that are not stamped): the only ones to read for editing. */
  readonly sources: ReadonlyMap<string, string>;
  /** Paths among `sources` that are tests: they may be edited only where they spell a changed type, name or literal. */
  readonly tests: ReadonlySet<string>;
  /** Environment for the language's own tools. */
  readonly environment: Readonly<Record<string, string>>;
  readonly limits: Limits;
  readonly signal: AbortSignal;
}

/** Answers how the compiler judges a candidate: sources with these texts in place of theirs. Writes nothing that stays. */
export interface Oracle {
  /** The check gate over the run tree with `overlay` (path → text) laid over it; the tree is put back afterwards. */
  check(overlay: ReadonlyMap<string, string>): Promise<GateResult>;
  /** Rounds used so far. */
  readonly rounds: number;
}

export interface RepairOutcome {
  readonly edits: readonly RepairEdit[];
  readonly holes: readonly Hole[];
  /** Rounds of edit and check that it took. */
  readonly cycles: number;
}
