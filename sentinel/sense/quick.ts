import { expiredBreaks, hasErrors, PartReader, type Host, type Source } from "#intent";
import { pathInRepository } from "../universe/load.ts";
import { joinPath } from "../universe/paths.ts";
import { readSources } from "../universe/sources.ts";
import type { Base } from "./base.ts";
import {
  keepKnown,
  plainStamp,
  readKnown,
  stampOf,
  type KnownService,
  type KnownUniverse,
} from "./known.ts";
import { partOf } from "./part.ts";
import { sameFolders } from "./same-folders.ts";
import { compareModels, type Compared } from "./sense.ts";

/** More edited intents than this are sensed whole: reading one by one is for few. */
const editedMax = 64;

/** From so many intents on that look touched and say what they said, it is worth keeping how they look now. */
const touchedMax = 16;

/**
 * Senses a universe from what is known of it: the same bases, delta and reach as when it is sensed whole, at the price of
 * the edited services and of those whom the edits can concern. `undefined` where that cannot be told: nothing is known, a
 * repository moved on, a service came, went or was renamed, too much was edited, or an intent has an error. `mark` tells
 * templates and program.
 */
export async function senseKnown(
  host: Host,
  root: string,
  mark: string,
): Promise<Compared | undefined> {
  const looked = host.clock.now();
  const known = readKnown(host, root);
  if (known === undefined || known.mark !== mark) return undefined;
  const today = new Date(looked).toISOString().slice(0, 10);
  if (known.soundUntil !== null && known.soundUntil < today) return undefined;
  const universe = await intentAt(host, root, "universe.lisp");
  if (universe?.text !== known.universe) return undefined;
  const reader = new PartReader(universe);
  const globs = reader.universe?.services ?? [];
  if (!(await sameFolders(host, known, universe, globs))) return undefined;
  const heads = await host.git.readHeads(known.repositories.map(({ absolute }) => absolute));
  if (known.repositories.some(({ head }, index) => head !== heads[index])) return undefined;
  const edits = await editedServices(host, known, looked);
  const part = edits === undefined ? undefined : partOf(host, known, reader, edits);
  if (part === undefined || hasErrors(expiredBreaks(part.after, today))) return undefined;
  const bases = known.repositories.map(({ name, absolute, head, revision }): Base => ({
    repository: { name, absolute },
    head,
    revision,
  }));
  return compareModels({ bases, ...part });
}

/** A file of the universe, where it stands and is UTF-8. */
async function intentAt(host: Host, root: string, path: string): Promise<Source | undefined> {
  const { sources, diagnostics } = await readSources(host, root, [path]);
  return diagnostics.length > 0 ? undefined : sources[0];
}

/** A service and its intent now and at the base. */
interface EditedService {
  readonly service: KnownService;
  readonly now: Source;
  readonly before: Source;
}

/**
 * The services whose intents are not what they are at the base, or were not when they were sensed whole; `undefined` where
 * there are too many of them, or one cannot be read.
 */
async function editedServices(
  host: Host,
  known: KnownUniverse,
  looked: number,
): Promise<EditedService[] | undefined> {
  const touched: KnownService[] = [];
  for (const service of known.services) {
    const stat = await host.files.stat(joinPath(known.root, service.file));
    if (stat === undefined) return undefined;
    if (service.edited || plainStamp(stat) !== service.stamp) touched.push(service);
  }
  const both = await bothTexts(host, known, touched);
  const edited = both?.filter(
    ({ service, now, before }) => service.edited || now.text !== before.text,
  );
  if (both === undefined || edited === undefined || edited.length > editedMax) return undefined;
  if (both.length - edited.length >= touchedMax) await lookAgain(host, known, looked, edited);
  return edited;
}

/** Intents as they stand and as they are at the base, read by one git where that can be. */
async function bothTexts(
  host: Host,
  known: KnownUniverse,
  services: readonly KnownService[],
): Promise<EditedService[] | undefined> {
  const groups = known.repositories
    .map((repository) => ({
      repository,
      services: services.filter((service) => service.repository === repository.name),
    }))
    .filter((group) => group.services.length > 0);
  const objects = await host.git.readManyObjects(
    groups.map(({ repository, services: own }) => ({
      repository: repository.absolute,
      names: own.map(
        ({ file }) => `${repository.revision}:${pathInRepository(known.root, repository, file)}`,
      ),
    })),
  );
  const found: EditedService[] = [];
  for (const [group, { services: own }] of groups.entries())
    for (const [index, service] of own.entries()) {
      const text = objects[group]?.[index]?.text();
      const now = await intentAt(host, known.root, service.file);
      if (text === undefined || now === undefined) return undefined;
      found.push({ service, now, before: { path: service.file, text } });
    }
  return found;
}

/** Keeps how intents look that were touched and say what they said, so that the next plan need not read them. */
async function lookAgain(
  host: Host,
  known: KnownUniverse,
  looked: number,
  edited: readonly EditedService[],
): Promise<void> {
  const others = new Set(edited.map(({ service }) => service));
  const services: KnownService[] = [];
  for (const service of known.services) {
    const stat = await host.files.stat(joinPath(known.root, service.file));
    services.push(others.has(service) ? service : { ...service, stamp: stampOf(stat, looked) });
  }
  keepKnown(host, { ...known, services });
}
