import { antiUnify, concreteSize, squash, type CodePattern } from "#intent";
import type { EvolveCase } from "./cases.ts";

/** Cases of one delta kind, language and pattern whose code has one shape. */
export interface Cluster {
  readonly key: string;
  readonly cases: readonly EvolveCase[];
  /** What all of them have in common, repetitions taken once. */
  readonly shape: CodePattern;
}

/** How much of the smaller of two trees their generalisation must keep for them to count as one shape. */
const alikeMin = 0.55;

const shapeOf = (one: EvolveCase): CodePattern => squash(one.after.node);

/**
 * Clusters within (delta kind, language, pattern): each case joins the cluster whose shape it keeps most of, the oldest
 * first; a cluster's shape is the generalisation of all its members.
 */
export function clustersOf(cases: readonly EvolveCase[]): Cluster[] {
  const groups = Map.groupBy(cases, ({ kind, language, pattern }) =>
    [kind, language, pattern].join(" "),
  );
  return [...groups].flatMap(([key, members]) => clusterGroup(key, members));
}

function clusterGroup(key: string, cases: readonly EvolveCase[]): Cluster[] {
  const clusters: { key: string; cases: EvolveCase[]; shape: CodePattern }[] = [];
  for (const one of cases.toSorted((a, b) => a.record.seq - b.record.seq)) {
    const shape = shapeOf(one);
    let best: { into: (typeof clusters)[number]; shape: CodePattern; kept: number } | undefined;
    for (const into of clusters) {
      const { pattern } = antiUnify(into.shape, shape);
      const [first] = into.cases;
      const size = Math.max(
        concreteSize(shape),
        first === undefined ? 0 : concreteSize(shapeOf(first)),
      );
      const kept = concreteSize(pattern) / size;
      if (kept >= alikeMin && kept > (best?.kept ?? 0)) best = { into, shape: pattern, kept };
    }
    if (best === undefined) clusters.push({ key, cases: [one], shape });
    else {
      best.into.cases.push(one);
      best.into.shape = best.shape;
    }
  }
  return clusters;
}
