import {
  compareText,
  type Consulted,
  type Host,
  type Language,
  type LoadedService,
  type Model,
  PartOfServices,
  type PartReader,
  type Service,
  type Source,
} from "#intent";
import { joinPath } from "../universe/paths.ts";
import type { Users } from "./known.ts";
import { concerned } from "./users.ts";

/** A service by what its intent said when all was looked at. */
export interface KnownIntent {
  readonly name: string;
  readonly file: string;
  readonly language: Language;
}

/** What must be known of a universe to read a part of it: its services, and who names what of whom. */
export interface KnownNames {
  readonly root: string;
  readonly services: readonly KnownIntent[];
  /** Services that any change can concern. */
  readonly always: readonly string[];
  readonly users: Users;
}

/** A service and its intent now and, where that is compared, as it was. */
export interface EditedIntent {
  readonly service: KnownIntent;
  readonly now: Source;
  readonly before?: Source;
}

/**
 * Models before and after that hold the edited services, those whom the edits can concern, and those that are `wanted` besides;
 * others are read where a name leads to them. `undefined` where an edited service became another one, or something has an
 * error. `consulted` is told whom the check of each looked at.
 */
export function partOf(
  host: Host,
  known: KnownNames,
  reader: PartReader,
  edits: readonly EditedIntent[],
  {
    wanted = [],
    consulted,
  }: {
    readonly wanted?: readonly string[];
    readonly consulted?: Map<string, Consulted>;
  } = {},
): { readonly before: Model; readonly after: Model } | undefined {
  const { universe } = reader;
  if (universe === undefined) return undefined;
  const after = new Map<string, LoadedService>();
  const older = new Map<string, Service>();
  for (const { service, now, before: text } of edits) {
    const loaded = reader.load(now);
    if (loaded === undefined || !isStill(service, loaded.service)) return undefined;
    after.set(service.name, loaded);
    if (text === undefined) continue;
    const before = reader.read(text);
    if (!isStill(service, before)) return undefined;
    older.set(service.name, before);
  }
  const edited = new Set(edits.map(({ service }) => service.name));
  const unchanged = unchangedServices(host, known);
  const versions = (name: string): readonly Service[] => {
    const text = edited.has(name) ? undefined : unchanged(name);
    const loaded = text === undefined ? after.get(name) : reader.load(text);
    if (loaded !== undefined) after.set(name, loaded);
    return [loaded?.service, older.get(name)].filter((one) => one !== undefined);
  };
  const found = new Set(concerned([...edited], known, versions));
  for (const name of wanted) {
    if (found.has(name)) continue;
    found.add(name);
    versions(name);
  }
  const part = [...found].sort(compareText).flatMap((name) => after.get(name) ?? []);
  const context = new Map<string, Service | undefined>();
  const other = (name: string): Service | undefined => {
    const text = context.has(name) ? undefined : unchanged(name);
    if (text !== undefined) context.set(name, reader.read(text));
    return context.get(name);
  };
  const now = part.map(({ service }) => [service.name, service] as const);
  const then = now.map(([name, service]) => [name, older.get(name) ?? service] as const);
  const services = new PartOfServices(new Map(now), other);
  reader.check(part, services, consulted);
  if (!reader.sound) return undefined;
  return {
    before: { universe, services: new PartOfServices(new Map(then), other) },
    after: { universe, services },
  };
}

/** Whether an intent still declares the service that is known, in the language that is known. */
const isStill = (known: KnownIntent, service: Service | undefined): service is Service =>
  service?.name === known.name && service.language === known.language;

/** Reads intents that say what they said when they were sensed whole, by the names of their services. */
function unchangedServices(host: Host, known: KnownNames): (name: string) => Source | undefined {
  const files = new Map(known.services.map(({ name, file }) => [name, file]));
  return (name) => {
    const path = files.get(name);
    const text =
      path === undefined ? undefined : host.files.readTextNow(joinPath(known.root, path));
    return path === undefined || text === undefined ? undefined : { path, text };
  };
}
