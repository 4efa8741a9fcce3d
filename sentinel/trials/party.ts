import type { Cluster } from "#forge";
import { joinPath } from "../universe/paths.ts";
import { candidateOf, newestThird, type Candidate, type Ground } from "./candidate.ts";
import type { Finding } from "./evolve.ts";
import { keyOf, tryOn, type Entrants, type Trial, type Tried } from "./trial.ts";

/** Share of held-out repairs that must become unnecessary. */
export const utilityMin = 0.6;

/** What the trials made of one cluster. */
export type Judged = Pick<Finding, "challenger" | "trials" | "utility" | "reason" | "together">;

/**
 * Clusters that recur in the same repairs, directly or through others, as one party each. What breaks together must be
 * tried together: each alone leaves the other's code as red as it was.
 */
export function partiesOf(clusters: readonly Cluster[]): Cluster[][] {
  const parties: { clusters: Cluster[]; seqs: Set<number> }[] = [];
  for (const cluster of clusters) {
    const seqs = new Set(cluster.cases.map((one) => one.record.seq));
    const near = parties.filter((one) => !one.seqs.isDisjointFrom(seqs));
    for (const one of near) parties.splice(parties.indexOf(one), 1);
    parties.push({
      clusters: [...near.flatMap((one) => one.clusters), cluster],
      seqs: near.reduce((all, one) => all.union(one.seqs), seqs),
    });
  }
  return parties.map((one) => one.clusters);
}

/**
 * Tries what a party's clusters teach: all of it together, without those that do no good in that company, and whatever is
 * not proposed then alone. `numbers` tells apart what passed together.
 */
export async function judgeParty(
  ground: Ground,
  party: readonly Cluster[],
  numbers: Iterator<number, number>,
): Promise<ReadonlyMap<Cluster, Judged>> {
  const judged = new Map<Cluster, Judged>();
  const heldOut = new Set(party.flatMap((one) => newestThird(one.cases)));
  const standing: Candidate[] = [];
  const open: Candidate[] = [];
  for (const cluster of party) {
    const one = await candidateOf(ground, cluster, heldOut);
    if (!("reason" in one)) (one.stands ? standing : open).push(one);
  }
  await judgeTogether(ground, open, standing, numbers.next().value, judged);
  for (const cluster of party)
    if (judged.get(cluster)?.together === undefined)
      judged.set(cluster, better(await judgeAlone(ground, cluster, standing), judged.get(cluster)));
  // One that breaks everything may have been all that kept the others from passing.
  const harmless = open.filter(({ cluster }) => {
    const one = judged.get(cluster);
    return one?.reason !== undefined && !one.trials.some(({ verdict }) => verdict === "worse");
  });
  if (harmless.length < open.length)
    await judgeTogether(ground, harmless, standing, numbers.next().value, judged);
  return judged;
}

/** What says most for a cluster: alone it is red wherever the others' code is. */
const better = (alone: Judged, among: Judged | undefined): Judged =>
  among !== undefined && alone.reason !== undefined && (among.utility ?? 0) > (alone.utility ?? 0)
    ? { ...among, reason: `${among.reason ?? ""}; tried with what else breaks in the same repairs` }
    : alone;

/** Notes in `judged` what the trials say of each, numbered where all pass together. Whoever does no good among the others is left out of the next round. */
async function judgeTogether(
  ground: Ground,
  candidates: readonly Candidate[],
  standing: readonly Candidate[],
  number: number,
  judged: Map<Cluster, Judged>,
): Promise<void> {
  let members = candidates;
  while (members.length > 1 && !ground.context.signal.aborted) {
    const tried = await tryAll(ground, members, standing);
    const told = members.map((one) => ({ one, as: verdictOn(one, tried) }));
    const good = told.filter(({ as }) => as.reason === undefined);
    const all = good.length === told.length;
    for (const { one, as } of told)
      if (all || as.reason !== undefined)
        judged.set(one.cluster, all ? { ...as, together: number } : as);
    if (all || good.length === 0) return;
    members = good.map(({ one }) => one);
  }
}

async function judgeAlone(
  ground: Ground,
  cluster: Cluster,
  standing: readonly Candidate[],
): Promise<Judged> {
  const one = await candidateOf(ground, cluster, new Set(newestThird(cluster.cases)));
  if ("reason" in one) return { trials: [], reason: one.reason };
  if (one.stands)
    return { trials: [], reason: "the template prints it already; older repairs are history" };
  return verdictOn(one, await tryAll(ground, [one], standing));
}

/** Tries candidates at once on every record that one of them is held out from. */
async function tryAll(
  ground: Ground,
  candidates: readonly Candidate[],
  standing: readonly Candidate[],
): Promise<Tried[]> {
  const { context, universe, templates, recalled, folder } = ground;
  const entrants: Entrants = {
    challengers: candidates.map((one) => one.challenger),
    standing: standing.map((one) => one.challenger),
  };
  const tried: Tried[] = [];
  for (const seq of new Set(candidates.flatMap((one) => one.heldOut).sort((a, b) => a - b))) {
    const one = recalled.find(({ record }) => record.seq === seq);
    if (one === undefined || context.signal.aborted) continue;
    const tree = joinPath(folder, `trial-${seq}`);
    tried.push(await tryOn(context, universe, entrants, templates, one, tree));
  }
  return tried;
}

/** What the trials on its own records say of a candidate. */
function verdictOn({ challenger, heldOut }: Candidate, tried: readonly Tried[]): Judged {
  const own = tried.filter(({ trial }) => heldOut.includes(trial.seq));
  const trials: Trial[] = own.map(({ trial }) => trial);
  const unnecessary = trials.filter((one) => one.verdict === "unnecessary").length;
  const utility = trials.length === 0 ? 0 : unnecessary / trials.length;
  const found = { challenger, trials, utility };
  const worse = trials.find((one) => one.verdict === "worse");
  if (worse !== undefined)
    return {
      ...found,
      reason: `it makes record ${worse.seq} (${worse.service}) worse: ${worse.because}`,
    };
  const needed = trials.find((one) => one.verdict === "needed");
  if (utility < utilityMin)
    return {
      ...found,
      reason: `utility ${utility.toFixed(2)} is below ${utilityMin}: ${unnecessary} of ${trials.length} held-out repairs would have been unnecessary; ${needed?.service ?? "the first"}: ${needed?.because ?? "not tried"}`,
    };
  // Among others a template may do nothing and still see everything green.
  const idle = own.every(({ moved }) => (moved.get(keyOf(challenger)) ?? 0) === 0);
  return idle ? { ...found, reason: "its codemod found nothing to move" } : found;
}
