import { plan } from "../commands/plan.ts";
import type { Exit } from "../result.ts";
import { leave, prepareRun } from "../run.ts";
import type { QuickCall } from "./words.ts";

/** `plan` alone, as a bundle of its own. Returns the exit code. */
export const run = async (call: QuickCall): Promise<Exit> =>
  leave(await prepareRun(call.json, true)(call, plan));
