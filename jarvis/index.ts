export * from "./bus/bus.ts";
export * from "./bus/run-log.ts";
export { audit, mirrorOf, type Audit, type AuditOptions, type UnknownFile } from "./drift/audit.ts";
export {
  baselineOf,
  baselineText,
  compareBaseline,
  findingKey,
  reaches,
  readBaseline,
  type Compared,
} from "./drift/baseline.ts";
export { driftRules } from "./drift/rules.ts";
export {
  driftSeverities,
  type DriftSeverity,
  type ExpectedFile,
  type FilePlace,
  type Finding,
  type Remedy,
} from "./drift/types.ts";
export { openFactsCache, type FactsCache } from "./mirror/cache.ts";
export { printMirror } from "./mirror/print.ts";
export { appendedLines, readRecords, type BrokenChain } from "./memory/chain.ts";
export { openMemory, type Memory, type MemoryHit } from "./memory/memory.ts";
