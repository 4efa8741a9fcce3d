import { stamp } from "../commands/stamp.ts";
import type { Exit } from "../result.ts";
import { leave, prepareRun } from "../run.ts";
import type { QuickCall } from "./words.ts";

/** `stamp` alone, as a bundle of its own. Returns the exit code. */
export const run = async (call: QuickCall): Promise<Exit> =>
  leave(await prepareRun(call.json)(call, (context) => stamp(context, call.names, call.check)));
