import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { constants, Script } from "node:vm";
import { allowed, keep, readKept } from "./kept.ts";
import { cacheDirectory } from "./platform.ts";

/**
 * An answer that takes 60 ms earns nothing from code that is optimised behind its back, and pays a tenth of its time for
 * it; so V8 is told to wait ten times longer before it does. Long runs still get there.
 */
const patience = [
  "--invocation-count-for-maglev=8000",
  "--invocation-count-for-maglev-osr=2000",
  "--invocation-count-for-osr=5000",
  "--invocation-count-for-turbofan=30000",
  "--baseline-batch-compilation-threshold=4000000",
].join(" ");

/** A cache goes with a sum of its bytes. V8 takes what it reads for its own: one byte that flipped on a disk ends the process. */
const careful = "--verify-snapshot-checksum";

/** Where these flags are known to be understood: V8 complains on stderr of one that it does not know. */
const knownVersions = /^v(?:22|24)\./;

type Wrapped = (
  exports: object,
  require: (name: string) => unknown,
  module: { exports: object },
  path: string,
  folder: string,
) => void;

/**
 * Runs a CommonJS bundle whose name tells its content, and returns what it exports. All of its functions are compiled the
 * first time and kept as V8's code cache in the user's cache folder. Node's own compile cache is made before anything
 * ran, so that it holds hardly any function, and every start would compile them again: a fifth of the time of a plan.
 */
export function runBundle(path: string): object {
  if (knownVersions.test(process.version)) setFlagsFromString(`${patience} ${careful}`);
  const kept = join(
    cacheDirectory(),
    "code",
    `${basename(path)}-${process.version}-${process.arch}`,
  );
  const run: Wrapped = compile(path, kept).runInThisContext();
  const module = { exports: {} };
  const require = (name: string): unknown => createRequire(path)(name);
  run(module.exports, require, module, path, dirname(path));
  return module.exports;
}

function compile(path: string, kept: string): Script {
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(path, "latin1")}\n})`;
  const options = {
    filename: path,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  };
  const cachedData = readKept(kept);
  if (cachedData !== undefined) {
    const script = new Script(source, { ...options, cachedData });
    // Made under other flags of V8. What is compiled already cannot be compiled again otherwise: the next start does it.
    if (script.cachedDataRejected === true) allowed(() => rmSync(kept, { force: true }));
    return script;
  }
  // Eager only while this is compiled: what the cache holds must not depend on which functions the first run called.
  setFlagsFromString("--no-lazy");
  const script = new Script(source, options);
  setFlagsFromString("--lazy");
  keep(kept, script.createCachedData());
  return script;
}
