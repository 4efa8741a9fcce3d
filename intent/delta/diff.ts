import type { Model } from "../model/types.ts";
import { compareModels } from "./compare.ts";
import { judge } from "./judge.ts";
import type { Delta } from "./types.ts";

/**
 * The semantic diff of two models: every change of meaning, judged on the three axes and for every consumer. Comments,
 * layout and the order of forms are not in a model, or mean nothing, and give no change; aliases and member types are
 * transparent, so that a change behind them is a change of everything that follows it, with the `cause` named.
 */
export const diffModels = (before: Model, after: Model): Delta => ({
  changes: judge(before, after, compareModels(before, after)),
});
