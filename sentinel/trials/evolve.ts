import { casesOf, clustersOf, type Challenger, type Cluster, type Templates } from "#forge";
import type { RepairRecord } from "#intent";
import type { LoadedUniverse } from "../universe/load.ts";
import type { TrialContext } from "./bench.ts";
import { recall, type Recalled } from "./history.ts";
import { judgeParty, partiesOf, type Judged } from "./party.ts";
import type { Trial } from "./trial.ts";

/** Cases of one shape from which on a template is thought of. */
export const clusterMin = 5;
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
  /** Findings of one number passed their trials together: they are proposed in one draft. */
  readonly together?: number;
}

export interface Evolved {
  readonly records: number;
  /** Records whose revisions are gone, so that nothing can be tried on them. */
  readonly forgotten: number;
  readonly findings: readonly Finding[];
}

/**
 * Looks for kinds of repair that recur and for the template that would make each unnecessary, and tries it on the newest
 * third of the cluster, which it was not made from. Kinds that recur in the same repairs are tried together first. Writes
 * nothing but trial trees below `folder`.
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
  const clusters = clustersOf(await casesOf(recalled, templates, context.host.syntax));
  const ground = { context, universe, recalled, templates, folder };
  const judged = new Map<Cluster, Judged>();
  const numbers = counting();
  for (const party of partiesOf(clusters.filter(recurs))) {
    if (context.signal.aborted) break;
    for (const [cluster, one] of await judgeParty(ground, party, numbers)) judged.set(cluster, one);
  }
  const findings = clusters.flatMap((cluster): Finding[] => {
    const about = aboutCluster(cluster);
    const reason = `${cluster.cases.length} of this shape; ${clusterMin} are needed`;
    if (!recurs(cluster)) return [{ ...about, trials: [], reason }];
    const one = judged.get(cluster);
    return one === undefined ? [] : [{ ...about, ...one }];
  });
  return { records: records.length, forgotten: records.length - recalled.length, findings };
}

function* counting(): Generator<number, number> {
  let number = 0;
  while (true) yield ++number;
}

const recurs = ({ cases }: Cluster): boolean => cases.length >= clusterMin;

const aboutCluster = ({ key, cases }: Cluster): Pick<Finding, "key" | "names" | "cases"> => ({
  key,
  names: [...new Set(cases.map((one) => one.name))].sort(),
  cases: cases.length,
});
