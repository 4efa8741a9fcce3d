export { splitCommand, type SplitCommand } from "./command.ts";
export { defaultCommands, gateCommands } from "./defaults.ts";
export { missingFromBaseline, passedTests } from "./ledger.ts";
export { runGates } from "./run.ts";
export { detectSetup, type Setup } from "./setup.ts";
export type { GateRequest } from "./types.ts";
