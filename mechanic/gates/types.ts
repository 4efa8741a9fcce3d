import type {
  CodeDiagnostic,
  Emit,
  GateCommands,
  GateReport,
  GateResult,
  Host,
  Service,
} from "#intent";

/** What one run of a service's gates needs. */
export interface GateRequest {
  /** Absolute root of the run tree; `service.directory` is relative to it. */
  readonly root: string;
  readonly service: Service;
  /** What the intents declare; a missing list means the language's default, an empty one that none is declared. */
  readonly commands: GateCommands;
  /** Whole environment of the tools; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly emit: Emit;
  /** The report of the last green state: every test that passed there must run and pass again. */
  readonly baseline?: GateReport;
  /** Milliseconds for one command; default 10 minutes. */
  readonly timeoutMs?: number;
  /** Bytes of one command's output; past it the command is killed and the gate fails. Default 16 MiB. */
  readonly outputLimit?: number;
  /** Round of repair, for the run log. */
  readonly cycle?: number;
  /**
   * The tree is likely to be red: where a tool has a narrower command, it goes first, and the errors that it finds are the
   * verdict. Only the whole command finds a tree green.
   */
  readonly likelyRed?: boolean;
  /** Results of gates that have judged this very tree already: they stand, and their tools are not started again. */
  readonly settled?: readonly GateResult[];
}

/** A place as tools write it. Bytes count from 0 in UTF-8, the others from line 1 and column 1 in the unit named. */
export type Point =
  | { readonly byte: number; readonly line: number; readonly column: number }
  | { readonly line: number; readonly column: number; readonly unit: "utf16" | "characters" };

/** A secondary place as the tool wrote it. */
export interface RawPlace {
  readonly message: string;
  readonly file: string;
  readonly start: Point;
  readonly end: Point;
}

/** A finding as the tool wrote it: paths absolute or relative to some folder above, columns in its own unit. */
export interface RawFinding {
  readonly code: string;
  readonly severity: CodeDiagnostic["severity"];
  readonly message: string;
  /** Empty where the tool named none. */
  readonly file: string;
  readonly start: Point;
  /** Absent where the tool names only a start: the token there is meant. */
  readonly end?: Point;
  readonly related?: readonly RawPlace[];
  readonly suggestions?: readonly {
    readonly applicability: string;
    readonly message: string;
    readonly edits: readonly {
      readonly file: string;
      readonly start: Point;
      readonly end: Point;
      readonly text: string;
    }[];
  }[];
}

export interface TestLedger {
  readonly ran: readonly string[];
  readonly passed: readonly string[];
}

/** What a tool's output says, or `problem`: the sentence that says why it cannot be read. */
export type Parsed =
  | {
      readonly findings: readonly RawFinding[];
      readonly files: readonly string[] | number;
      readonly tests?: TestLedger;
    }
  | { readonly problem: string };

/** What a tool left behind. `report` is the text of the file that it was asked to write. */
export interface ToolRun {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly report?: string;
  /** Absolute folder that the tool ran in. */
  readonly cwd: string;
}

export interface ToolContext {
  readonly host: Host;
  readonly root: string;
  /** Absolute folder of the service. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What is really started: the user's command with the flags that make its output readable. */
export interface Invocation {
  readonly argv: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** A first, cheap command whose output tells which files the tool looks at (ruff). */
  readonly listing?: readonly string[];
}

/** A program whose output we can read. */
export interface Tool {
  /** As people write it, such as `cargo test`. */
  readonly name: string;
  /** Whether the command calls this tool. */
  matches(argv: readonly string[]): boolean;
  /** How to start it; `report` is a path for tools that write their result into a file. A string says what is missing. */
  prepare(
    argv: readonly string[],
    report: string,
    context: ToolContext,
  ): Promise<Invocation | string>;
  parse(run: ToolRun): Parsed;
  /** A command that finds errors of this one sooner, or as good as all of them where it finds any; absent where there is none. */
  narrower?(argv: readonly string[]): readonly string[] | undefined;
}

export const startOfFile: Point = { line: 1, column: 1, unit: "utf16" };
