import {
  challengerOf,
  stamp,
  type Challenger,
  type Cluster,
  type EvolveCase,
  type Templates,
} from "#forge";
import { codeDeclarations } from "#intent";
import type { LoadedUniverse } from "../universe/load.ts";
import type { TrialContext } from "./bench.ts";
import type { Recalled } from "./history.ts";

/** Where everything is tried. */
export interface Ground {
  readonly context: TrialContext;
  readonly universe: LoadedUniverse;
  readonly recalled: readonly Recalled[];
  readonly templates: Templates;
  /** Absolute folder of trial trees. */
  readonly folder: string;
}

/** A cluster with the challenger that its cases outside of `heldOut` teach. */
export interface Candidate {
  readonly cluster: Cluster;
  readonly challenger: Challenger;
  /** The records that it is tried on, by number, oldest first. */
  readonly heldOut: readonly number[];
  /** Whether the templates as they are say it already. */
  readonly stands: boolean;
}

/** The newest third of the records of these cases, by number: what a challenger is tried on. */
export function newestThird(cases: readonly EvolveCase[]): number[] {
  const seqs = [...new Set(cases.map((one) => one.record.seq))].sort((a, b) => a - b);
  return seqs.slice(seqs.length - Math.ceil(seqs.length / 3));
}

/** What the cases of a cluster outside of the held-out records teach; no record is on both sides. */
export async function candidateOf(
  ground: Ground,
  cluster: Cluster,
  heldOut: ReadonlySet<number>,
): Promise<Candidate | { readonly cluster: Cluster; readonly reason: string }> {
  const { cases } = cluster;
  const trained = cases.filter((one) => !heldOut.has(one.record.seq));
  const challenger = await challengerOf(trained, ground.context.host.syntax);
  if ("reason" in challenger) return { cluster, reason: challenger.reason };
  const own = new Set(cases.map((one) => one.record.seq));
  return {
    cluster,
    challenger,
    heldOut: [...own].filter((seq) => heldOut.has(seq)).sort((a, b) => a - b),
    stands: await standsAlready(ground, challenger),
  };
}

/** Whether the templates as they are stamp a declaration that the challenger would bring. */
async function standsAlready(
  { context: { host }, recalled, templates }: Ground,
  challenger: Challenger,
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
