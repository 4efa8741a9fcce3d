export { expiredBreaks } from "./allowed.ts";
export * from "./diff.ts";
export * from "./directions.ts";
export { overrideDiagnostics } from "./overrides.ts";
export * from "./reach.ts";
export * from "./rollout.ts";
export * from "./rules.ts";
export * from "./types.ts";
