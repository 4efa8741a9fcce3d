import type { GateResult, Oracle, RepairRequest } from "#intent";

import { applyAll } from "../delta/shared/index.ts";
import { editsOf, type Found, type Site } from "./site.ts";

/** Judges texts laid over the run tree. */
export type Judge = (texts: ReadonlyMap<string, string>) => Promise<boolean>;

/**
 * The sites whose fixes hold together: all are tried at once, and where that is refused the list is halved until what is
 * at fault stands alone (delta debugging, Zeller 1999). What was kept earlier is part of each later trial, so that two
 * fixes that only fail together cannot both be kept.
 */
export async function settleSites(
  request: RepairRequest,
  sites: readonly Site[],
  judge: Judge,
): Promise<readonly Site[]> {
  const kept: Site[] = [];
  const holds = async (more: readonly Site[]): Promise<boolean> => {
    const edits = [...kept, ...more].flatMap((site) => editsOf(request, site));
    const applied = applyAll(request.sources, edits);
    return !("clash" in applied) && judge(applied.texts);
  };
  // The last pushed is looked at first, so halves go in the order of the code.
  const open: (readonly Site[])[] = sites.length === 0 ? [] : [sites];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (await holds(next)) kept.push(...next);
    else if (next.length > 1) {
      const middle = next.length >> 1;
      open.push(next.slice(middle), next.slice(0, middle));
    }
  }
  return sites.filter((site) => kept.includes(site));
}

/** The language's own compiler, where the engine has it at hand. */
export const judgeOf = (found: Found): Judge | undefined => {
  const { sound } = found;
  return sound === undefined ? undefined : (texts) => Promise.resolve(sound(texts));
};

/**
 * The check gate as judge. A service that is handed over may be red already: then a fix is kept where it adds no error to
 * those that stand.
 */
export async function gateJudge(oracle: Oracle): Promise<Judge> {
  const standing = errorsOf(await oracle.check(new Map()));
  return async (texts) => {
    const result = await oracle.check(texts);
    if (result.status === "passed") return true;
    const errors = errorsOf(result);
    // A gate that failed without an error has judged nothing.
    return (
      errors.size > 0 && [...errors].every(([key, count]) => count <= (standing.get(key) ?? 0))
    );
  };
}

/** How often each error is said, without its place: edits move what is behind them. */
function errorsOf(result: GateResult): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of result.diagnostics) {
    if (one.severity !== "error") continue;
    const key = JSON.stringify([one.file, one.code, one.message]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
