import type { Templates } from "#forge";
import {
  diffModels,
  planOrder,
  reach,
  serviceEdges,
  type Delta,
  type Host,
  type Model,
  type Reached,
  type Source,
} from "#intent";
import type { LoadedUniverse } from "../universe/load.ts";
import { findBases, type Base } from "./base.ts";

/** What changed and whom it reaches. */
export interface Sensed {
  /** Texts of the intents at the base. */
  readonly beforeSources: readonly Source[];
  readonly universe: LoadedUniverse & { readonly model: Model };
  readonly bases: readonly Base[];
  readonly before: Model;
  readonly after: Model;
  readonly delta: Delta;
  readonly reached: readonly Reached[];
  readonly waves: readonly (readonly string[])[];
  readonly cycles: readonly (readonly string[])[];
}

/** Compares the intents of the work tree with those of the base and follows the change through the graph. */
export async function sense(
  host: Host,
  universe: LoadedUniverse & { readonly model: Model },
  templates: Templates,
  explicitBase?: string,
): Promise<Sensed> {
  const { bases, model, sources } = await findBases(host, universe, templates, explicitBase);
  // Nothing of the base can be read: every service is new.
  const before: Model = model ?? { universe: universe.model.universe, services: new Map() };
  return compareModels({ universe, bases, beforeSources: sources, before, after: universe.model });
}

/** What a plan is written from. */
export type Compared = Pick<Sensed, "bases" | "delta" | "reached" | "waves" | "cycles">;

/** The change between two models and whom it reaches, beside what is given. */
export function compareModels<Given extends Pick<Sensed, "before" | "after">>(
  given: Given,
): Given & Pick<Sensed, "delta" | "reached" | "waves" | "cycles"> {
  const delta = diffModels(given.before, given.after);
  const reached = reach(given.before, given.after, delta);
  const names = new Set(reached.map((one) => one.service));
  const edges = serviceEdges(given.after).filter(([from, to]) => names.has(from) && names.has(to));
  const { waves, cycles } = planOrder(names, edges);
  return { ...given, delta, reached, waves, cycles };
}

/** Names of the repositories in which the revision that was asked for names no commit. */
export const baselessRepositories = (
  sensed: Pick<Sensed, "bases">,
  explicit: string | undefined,
): string[] =>
  explicit === undefined
    ? []
    : sensed.bases
        .filter((base) => base.revision === undefined)
        .map((base) => base.repository.name);
