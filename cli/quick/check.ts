import { check } from "../commands/check.ts";
import type { Exit } from "../result.ts";
import { prepareRun } from "../run.ts";
import type { QuickCall } from "./words.ts";

/** `check` alone, as a bundle of its own. Returns the exit code. */
export const run = (call: QuickCall): Promise<Exit> => prepareRun(call.json)(call, check);
