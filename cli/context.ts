import type { Host } from "#intent";

/** What every command gets: the world, where it was called, and how it was asked to speak. */
export interface CommandContext {
  readonly host: Host;
  readonly cwd: string;
  readonly root?: string;
  readonly base?: string;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
  /** Whether stderr is a terminal that can be redrawn. */
  readonly live: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Writes progress, to stderr. */
  readonly say: (line: string) => void;
}
