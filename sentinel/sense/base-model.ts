import { buildModel, rebuildModel, type Model, type Source } from "#intent";
import type { LoadedUniverse } from "../universe/load.ts";

/** Intents and markers of one repository at one commit. */
export interface Snapshot {
  readonly revision: string | undefined;
  readonly sources: readonly Source[];
  /** Marker digest by service folder. */
  readonly markers: ReadonlyMap<string, string>;
}

/** The model that the intents of some snapshots make together, and their texts. */
export type BaseModels = (snapshots: ReadonlyMap<string, Snapshot>) => {
  readonly model: Model | undefined;
  readonly sources: readonly Source[];
};

/**
 * Models of snapshots of one universe. Most intents say at the base what they say in the work tree, so these are taken
 * from there; and the model that was asked for last is remembered, because each repository is judged by the same one.
 */
export function baseModels(universe: LoadedUniverse): BaseModels {
  let last:
    | { readonly snapshots: readonly Snapshot[]; readonly made: ReturnType<BaseModels> }
    | undefined;
  return (snapshots) => {
    const list = [...snapshots.values()];
    if (
      last?.snapshots.length === list.length &&
      last.snapshots.every((one, index) => one === list[index])
    )
      return last.made;
    const sources = sourcesOf(universe, list);
    const known = universe.model && { sources: universe.sources, model: universe.model };
    const model = known === undefined ? buildModel(sources)[0] : rebuildModel(sources, known);
    last = { snapshots: list, made: { model, sources } };
    return last.made;
  };
}

function sourcesOf(universe: LoadedUniverse, snapshots: readonly Snapshot[]): Source[] {
  const sources = snapshots.flatMap((snap) => snap.sources);
  // A root without a repository has no older universe.lisp: what it says now is what it said.
  if (!sources.some((source) => source.path === universe.universeFile)) {
    sources.push(...universe.sources.filter((source) => source.path === universe.universeFile));
  }
  return sources.sort((a, b) => (a.path < b.path ? -1 : 1));
}
