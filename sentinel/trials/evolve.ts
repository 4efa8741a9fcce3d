import {
  casesOf,
  challengerOf,
  clustersOf,
  stamp,
  type Challenger,
  type Cluster,
  type EvolveCase,
  type Templates,
} from "#forge";
import { codeDeclarations, type RepairRecord } from "#intent";
import type { LoadedUniverse } from "../universe/load.ts";
import { joinPath } from "../universe/paths.ts";
import type { TrialContext } from "./bench.ts";
import { recall, type Recalled } from "./history.ts";
import { tryOn, type Trial } from "./trial.ts";

/** Cases of one shape from which on a template is thought of. */
export const clusterMin = 5;
/** Share of held-out repairs that must become unnecessary. */
export const utilityMin = 0.6;

/** What became of one cluster of repairs. */
export interface Finding {
  /** Delta kind, language and pattern. */
  readonly key: string;
  /** Names of the declarations, each once. */
  readonly names: readonly string[];
  readonly cases: number;
  readonly challenger?: Challenger;
  readonly trials: readonly Trial[];
  /** Share of trials in which the repair became unnecessary; absent where there was none. */
  readonly utility?: number;
  /** Why nothing is proposed; absent where something is. */
  readonly reason?: string;
}

export interface Evolved {
  readonly records: number;
  /** Records whose revisions are gone, so that nothing can be tried on them. */
  readonly forgotten: number;
  readonly findings: readonly Finding[];
}

/**
 * Looks for kinds of repair that recur and for the template that would make each unnecessary, and tries it on the newest
 * third of the cluster, which it was not made from. Writes nothing but trial trees below `folder`.
 */
export async function evolveFrom(
  context: TrialContext,
  universe: LoadedUniverse,
  records: readonly RepairRecord[],
  templates: Templates,
  folder: string,
): Promise<Evolved> {
  const recalled: Recalled[] = [];
  for (const record of records) {
    const one = await recall(context.host, universe, record);
    if (one !== undefined) recalled.push(one);
  }
  const cases = await casesOf(recalled, templates, context.host.syntax);
  const findings: Finding[] = [];
  for (const cluster of clustersOf(cases)) {
    if (context.signal.aborted) break;
    const about = aboutCluster(cluster);
    if (cluster.cases.length < clusterMin) {
      const reason = `${cluster.cases.length} of this shape; ${clusterMin} are needed`;
      findings.push({ ...about, trials: [], reason });
      continue;
    }
    findings.push({
      ...about,
      ...(await consider(context, universe, cluster, recalled, templates, folder)),
    });
  }
  return { records: records.length, forgotten: records.length - recalled.length, findings };
}

const aboutCluster = ({ key, cases }: Cluster): Pick<Finding, "key" | "names" | "cases"> => ({
  key,
  names: [...new Set(cases.map((one) => one.name))].sort(),
  cases: cases.length,
});

/** The oldest cases to learn from, and the newest third to be tried on; no record is on both sides. */
export function splitByAge(cases: readonly EvolveCase[]): {
  readonly trained: readonly EvolveCase[];
  readonly heldOut: readonly number[];
} {
  const seqs = [...new Set(cases.map((one) => one.record.seq))].sort((a, b) => a - b);
  const heldOut = seqs.slice(seqs.length - Math.ceil(seqs.length / 3));
  return { trained: cases.filter((one) => !heldOut.includes(one.record.seq)), heldOut };
}

async function consider(
  context: TrialContext,
  universe: LoadedUniverse,
  cluster: Cluster,
  recalled: readonly Recalled[],
  templates: Templates,
  folder: string,
): Promise<Pick<Finding, "challenger" | "trials" | "utility" | "reason">> {
  const { trained, heldOut } = splitByAge(cluster.cases);
  const challenger = await challengerOf(trained, context.host.syntax);
  if ("reason" in challenger) return { trials: [], reason: challenger.reason };
  if (await standsAlready(context, challenger, recalled, templates))
    return { trials: [], reason: "the template prints it already; older repairs are history" };
  const trials: Trial[] = [];
  for (const seq of heldOut) {
    const one = recalled.find(({ record }) => record.seq === seq);
    if (one === undefined || context.signal.aborted) continue;
    const tree = joinPath(folder, `trial-${seq}`);
    trials.push(await tryOn(context, universe, challenger, templates, one, tree));
  }
  const unnecessary = trials.filter((one) => one.verdict === "unnecessary").length;
  const utility = trials.length === 0 ? 0 : unnecessary / trials.length;
  const worse = trials.find((one) => one.verdict === "worse");
  const found = { challenger, trials, utility };
  if (worse !== undefined)
    return {
      ...found,
      reason: `it makes record ${worse.seq} (${worse.service}) worse: ${worse.because}`,
    };
  if (utility >= utilityMin) return found;
  const needed = trials.find((one) => one.verdict === "needed");
  return {
    ...found,
    reason: `utility ${utility.toFixed(2)} is below ${utilityMin}: ${unnecessary} of ${trials.length} held-out repairs would have been unnecessary; ${needed?.service ?? "the first"}: ${needed?.because ?? "not tried"}`,
  };
}

/** Whether the templates as they are stamp a declaration that the challenger would bring. */
async function standsAlready(
  { host }: TrialContext,
  challenger: Challenger,
  recalled: readonly Recalled[],
  templates: Templates,
): Promise<boolean> {
  const [example] = challenger.printed;
  const history = recalled.find(({ record }) => record.seq === example?.record.seq);
  if (example === undefined || history === undefined) return false;
  const { service } = history.record;
  const made = stamp(history.after, templates, { sha256: host.sha256, services: [service] });
  const files = made.services.flatMap((one) => one.files);
  const text = files.find((file) => file.path === example.after.instance.file)?.text ?? "";
  const { root } = await host.syntax.parse(challenger.language, text);
  return codeDeclarations(root, text).some((one) => one.name === example.name);
}
