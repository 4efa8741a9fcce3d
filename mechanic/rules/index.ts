export { noRuleFile } from "./no-file.ts";
export { followsFrom } from "./change-terms.ts";
export { piecesFor } from "./expand.ts";
export { learnRules, type Lesson } from "./learn/learn.ts";
export { matchAt, patternsFor } from "./match.ts";
export { printRule } from "./print.ts";
export { ruleSuffix } from "./read.ts";
export { noRules, readRules, type RuleBook } from "./ready.ts";
export type { ReadyRule, Rule } from "./types.ts";
