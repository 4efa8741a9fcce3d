import type { Command } from "commander";
import type { Command as Run, CommonFlags } from "../run.ts";

export type Group = "flywheel" | "forge" | "mechanic" | "sentinel" | "jarvis";

export type Invoke = (common: CommonFlags, command: Run) => Promise<void>;

/** A verb: the groups that it belongs to, whether it also works flat, and how it is declared. */
export interface Verb {
  readonly group: Exclude<Group, "flywheel"> | undefined;
  readonly name: string;
  readonly declare: (command: Command, invoke: Invoke) => Command;
}
