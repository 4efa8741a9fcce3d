export * from "./answers/index.ts";
export * from "./gates/index.ts";
export { deltaEngine, type Engine } from "./engines/delta/index.ts";
export { createOracle, type RunCheck } from "./oracle.ts";
export * from "./guards/index.ts";
export { survivalEngine, type RunLint } from "./engines/survival/index.ts";
export { settleLint, type Settled } from "./engines/suggestions/lint.ts";
export {
  redAnswers,
  repairService,
  settleRepair,
  withoutAnswers,
  type RepairResult,
  type RepairTools,
} from "./repair.ts";
export { fillByCommand } from "./engines/command/index.ts";
export {
  spanInOffline,
  type Filled,
  type FillTools,
  type GateRun,
  type Offline,
} from "./engines/fill/index.ts";
export { fillByRules, type Learned } from "./engines/learned/fill.ts";
export { offered, withOffers } from "./engines/learned/offers.ts";
export {
  learnRules,
  noRules,
  printRule,
  noRuleFile,
  readRules,
  ruleSuffix,
  type Lesson,
  type ReadyRule,
  type Rule,
  type RuleBook,
} from "./rules/index.ts";
export {
  createPurse,
  fillByModel,
  modelSettingsDefault,
  readModelConfiguration,
  readSaved,
  type ModelConfiguration,
  type ModelSettings,
  type Prompts,
  type Purse,
} from "./engines/model/index.ts";
