import { stamp } from "../commands/stamp.ts";
import type { Exit } from "../result.ts";
import { leave, prepareRun } from "../run.ts";
import type { Looked } from "../stamps/look.ts";
import type { QuickCall } from "./words.ts";

/** `stamp` alone, as a bundle of its own. `looked`: how the disk looked to `standing.ts`. Returns the exit code. */
export const run = async (call: QuickCall, looked?: Looked): Promise<Exit> =>
  leave(
    await prepareRun(call.json)(call, (context) =>
      stamp(context, {
        names: call.names,
        checkOnly: call.check,
        ...(looked === undefined ? {} : { looked }),
      }),
    ),
  );
