import type { Source } from "../base/source.ts";
import {
  byNameThenFile,
  loadService,
  readUniverseFile,
  type BuildOptions,
  universeFileDefault,
} from "./build.ts";
import type { Model, Service } from "./types.ts";

/** A model that stands, and the texts that it was made of. */
export interface KnownModel {
  readonly sources: readonly Source[];
  readonly model: Model;
}

/**
 * The model of other texts of the same universe, such as those of an older commit: what `buildModel` gives for them, with
 * every file whose path and text are known taken over instead of read again. Nothing is checked, because diagnostics of
 * texts that nobody can edit any more are nobody's business. `undefined` where no universe can be read.
 */
export function rebuildModel(
  sources: readonly Source[],
  known: KnownModel,
  options: BuildOptions = {},
): Model | undefined {
  const universeFile = options.universeFile ?? universeFileDefault;
  const textOf = new Map(known.sources.map(({ path, text }) => [path, text]));
  const serviceOf = new Map<string, Service>();
  for (const service of known.model.services.values()) serviceOf.set(service.file, service);
  let universe: Model["universe"] | undefined;
  const file = sources.find(({ path }) => path === universeFile);
  const read = file === undefined ? undefined : readUniverseFile(file);
  const before = known.sources.find(({ path }) => path === universeFile);
  // Where forms of the universe were defined otherwise, every file may mean something else.
  const sameForms =
    before?.text === file?.text ||
    (read?.forms.size === 0 && before !== undefined && readUniverseFile(before).forms.size === 0);
  const found: Service[] = [];
  for (const source of sources) {
    const same = textOf.get(source.path) === source.text;
    if (source.path === universeFile) {
      universe = same ? known.model.universe : read?.universe;
      continue;
    }
    const service =
      (same && sameForms ? serviceOf.get(source.path) : undefined) ??
      loadService(source, [], read?.forms)?.service;
    if (service !== undefined) found.push(service);
  }
  if (universe === undefined) return undefined;
  const services = new Map<string, Service>();
  // Of two with one name the first by path stands, as where they are checked.
  for (const service of found.toSorted(byNameThenFile))
    if (!services.has(service.name)) services.set(service.name, service);
  return { universe, services };
}
