import { runBundle } from "../host/code-cache.ts";
import type { Exit } from "../result.ts";
import { quickCall, type QuickCall, type QuickVerb } from "./words.ts";

const hasRun = (bundle: object): bundle is { run: (call: QuickCall) => Promise<Exit> } =>
  "run" in bundle && typeof bundle.run === "function";

/**
 * Runs a plain command line by the bundle of its verb (`bundles`: absolute paths by verb) and gives its exit code;
 * `undefined` where the whole command line must be loaded to understand the words. `group` is the binary's name.
 */
export function startQuickly(
  group: string,
  argv: readonly string[],
  bundles: Readonly<Record<QuickVerb, string>>,
): Promise<Exit> | undefined {
  const call = quickCall(group, argv);
  if (call === undefined) return undefined;
  const bundle = runBundle(bundles[call.verb]);
  if (!hasRun(bundle)) throw new Error(`${bundles[call.verb]} exports no run`);
  return bundle.run(call);
}
