import { applyPatch } from "diff";
import type { History } from "#forge";
import { buildModel, type Host, type RepairRecord, type Source } from "#intent";
import { listTree } from "../runtree/tree.ts";
import type { Repository } from "../universe/discover.ts";
import type { LoadedUniverse } from "../universe/load.ts";
import { baseName, joinPath, relativeTo } from "../universe/paths.ts";

/** A record with the texts of the intents before and after its change. */
export interface Recalled extends History {
  readonly sourcesBefore: readonly Source[];
  readonly sourcesAfter: readonly Source[];
}

const isIntent = (path: string): boolean =>
  baseName(path) === "intent.lisp" || path.endsWith(".intent.lisp");

/** Intents of a repository at a revision, by path relative to the universe's root. */
export async function intentsAt(
  host: Host,
  universe: LoadedUniverse,
  repository: Repository,
  revision: string,
): Promise<Source[]> {
  const prefix = relativeTo(repository.absolute, universe.root) ?? "";
  const entries = (await listTree(host, repository.absolute, revision, prefix)).flatMap((entry) => {
    const path = relativeTo(universe.root, joinPath(repository.absolute, entry.path));
    const wanted = path !== undefined && (isIntent(path) || path === universe.universeFile);
    return wanted ? [{ id: entry.id, path }] : [];
  });
  const objects = await host.git.readObjects(
    repository.absolute,
    entries.map((entry) => entry.id),
  );
  return entries.flatMap(({ path }, index) => {
    const text = objects[index]?.text();
    return text === undefined ? [] : [{ path, text }];
  });
}

/**
 * The models that a record compared, from git and the record alone; `undefined` where a revision or a text is gone, or
 * the intents of then mean nothing now.
 */
export async function recall(
  host: Host,
  universe: LoadedUniverse,
  record: RepairRecord,
): Promise<Recalled | undefined> {
  const before: Source[] = [];
  for (const { repository: name, base } of record.revisions) {
    const repository = universe.repositories.find((one) => one.name === name);
    if (repository === undefined) return undefined;
    before.push(...(await intentsAt(host, universe, repository, base)));
  }
  // A root without a repository has no older text: what it says now is what it said.
  if (!before.some((source) => source.path === universe.universeFile))
    before.push(...universe.sources.filter((source) => source.path === universe.universeFile));
  const after = new Map(before.map(({ path, text }) => [path, text]));
  for (const { path, patch } of record.intents) {
    const text = applyPatch(after.get(path) ?? "", patch);
    if (text === false) return undefined;
    after.set(path, text);
  }
  const sourcesAfter = [...after].map(([path, text]) => ({ path, text }));
  const [[old], [now]] = [buildModel(before), buildModel(sourcesAfter)];
  if (old === undefined || now === undefined) return undefined;
  return { record, before: old, after: now, sourcesBefore: before, sourcesAfter };
}
