import { runBundle } from "../host/code-cache.ts";
import type { Exit } from "../result.ts";
import type { Looked } from "../stamps/look.ts";
import { quickCall, type QuickCall, type QuickVerb } from "./words.ts";

/** What a bundle's `run` comes to: its exit code, or what the next bundle is given. */
type Ran = Exit | Looked | undefined;

const hasRun = (
  bundle: object,
): bundle is { run: (call: QuickCall, looked?: Looked) => Promise<Ran> } =>
  "run" in bundle && typeof bundle.run === "function";

/** Absolute paths of the bundles: one for each verb, and the one that looks whether a stamp stands. */
export type Bundles = Readonly<Record<QuickVerb | "standing", string>>;

/**
 * Runs a plain command line by the bundle of its verb and gives its exit code; `undefined` where the whole command line must
 * be loaded to understand the words. `group` is the binary's name.
 */
export function startQuickly(
  group: string,
  argv: readonly string[],
  bundles: Bundles,
): Promise<Exit> | undefined {
  const call = quickCall(group, argv);
  return call === undefined ? undefined : runQuickly(call, bundles);
}

async function runQuickly(call: QuickCall, bundles: Bundles): Promise<Exit> {
  const looked = call.verb === "stamp" ? await runOne(bundles.standing, call) : undefined;
  if (typeof looked === "number") return looked;
  const exit = await runOne(bundles[call.verb], call, looked);
  if (typeof exit !== "number") throw new Error(`${bundles[call.verb]} came to no exit code`);
  return exit;
}

function runOne(path: string, call: QuickCall, looked?: Looked): Promise<Ran> {
  const bundle = runBundle(path);
  if (!hasRun(bundle)) throw new Error(`${path} exports no run`);
  return bundle.run(call, looked);
}
