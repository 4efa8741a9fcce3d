import type { Consulted, Host, Model, Service } from "#intent";
import { joinPath } from "../universe/paths.ts";
import { keepKnown, stampOf, type KnownFolder, type KnownRepository } from "./known.ts";
import type { Sensed } from "./sense.ts";
import { ownerOf, usersIn } from "./users.ts";

/** How a universe was sensed whole. */
export interface Learnt {
  readonly sensed: Sensed;
  /** What tells templates and program. */
  readonly mark: string;
  /** When looking began, milliseconds. */
  readonly looked: number;
  /** Whom the check of each service looked at. */
  readonly consulted: ReadonlyMap<string, Consulted>;
}

/** From so many services on reading them all costs more than keeping what is known of them. */
const servicesMin = 50;

/**
 * Keeps what was found out of a sound universe, for `senseKnown`. Nothing is kept of one that says other things of itself
 * at its base than now: its file differs, or services came, went, or changed their name, language or file.
 */
export async function keepSensed(host: Host, learnt: Learnt, least = servicesMin): Promise<void> {
  const { sensed, mark, looked, consulted } = learnt;
  const { universe, before, after } = sensed;
  if (after.services.size < least || !sameServices(before, after)) return;
  const repositories = sensed.bases.flatMap(({ repository, head, revision }): KnownRepository[] =>
    head === undefined || revision === undefined ? [] : [{ ...repository, head, revision }],
  );
  if (repositories.length < sensed.bases.length) return;
  const textAt = (sources: Sensed["beforeSources"]): Map<string, string> =>
    new Map(sources.map(({ path, text }) => [path, text]));
  const [then, now] = [textAt(sensed.beforeSources), textAt(universe.sources)];
  const own = now.get(universe.universeFile);
  if (own === undefined || then.get(universe.universeFile) !== own) return;
  const stamp = async (path: string): Promise<string> =>
    stampOf(await host.files.stat(joinPath(universe.root, path)), looked);

  const folders = new Map<string, KnownFolder>();
  const repositoryOf = new Map<string, string>();
  for (const { directory, intent, repository } of universe.folders) {
    const known = folders.get(directory);
    const intents = [...(known?.intents ?? []), ...(intent === undefined ? [] : [intent])];
    const name = repository?.name ?? "";
    if (intent !== undefined) repositoryOf.set(intent, name);
    folders.set(directory, {
      directory,
      intents,
      repository: name,
      stamp: known?.stamp ?? (await stamp(directory)),
    });
  }
  const services = await Promise.all(
    [...after.services.values()].map(async ({ name, file, language }) => ({
      file,
      name,
      language,
      repository: repositoryOf.get(file) ?? "",
      stamp: await stamp(file),
      edited: now.get(file) !== then.get(file),
    })),
  );
  keepKnown(host, {
    root: universe.root,
    mark,
    universe: own,
    soundUntil: soundUntil(after),
    repositories,
    rootRepository: universe.rootRepository?.name ?? "",
    folders: [...folders.values()],
    services,
    always: [...after.services.values()]
      .filter((service) => isAlwaysConcerned(service, consulted.get(service.name)))
      .map(({ name }) => name),
    users: usersIn(after, consulted),
  });
}

/** The last day (in UTC) on which no accepted break, of a service or of the universe, is past; null where none is accepted. */
export const soundUntil = ({ universe, services }: Model): string | null =>
  [universe.surroundings, ...services.values()]
    .flatMap(({ allowed }) => allowed.map(({ until }) => until))
    .sort()[0] ?? null;

/**
 * Whether any change can concern a service: its check looked at all others, or it accepts breaks of others. Such a break
 * may follow from a change of a third service, which it does not name.
 */
export const isAlwaysConcerned = (
  { name, allowed }: Service,
  looked: Consulted | undefined,
): boolean =>
  looked?.everyName === true ||
  looked?.everyService === true ||
  allowed.some(({ symbol }) => symbol.includes("/") && ownerOf(symbol) !== name);

/** Whether both models hold the same services, in the same files and languages. */
const sameServices = (before: Model, after: Model): boolean =>
  before.services.size === after.services.size &&
  [...after.services.values()].every(({ name, file, language }) => {
    const old = before.services.get(name);
    return old?.file === file && old.language === language;
  });
