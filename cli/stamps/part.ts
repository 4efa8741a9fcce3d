import { isDeepStrictEqual } from "node:util";
import { expectedMarker, stamp, type Templates } from "#forge";
import {
  expiredBreaks,
  hasErrors,
  PartReader,
  unstampedOf,
  type Consulted,
  type Host,
  type Model,
  type Service,
  type Source,
} from "#intent";
import {
  isAlwaysConcerned,
  joinPath,
  partOf,
  readSources,
  soundUntil,
  usersIn,
  withProviders,
  type Users,
  standingIn,
} from "#sentinel";
import {
  editsMax,
  settledLook,
  type Edits,
  type KnownBytes,
  type KnownLooks,
  type KnownService,
} from "./known.ts";
import { keepEdits } from "./record.ts";
import {
  groupsOf,
  isLookedAt,
  keepGroups,
  lookingFiles,
  scaffoldsOf,
  type KnownGroup,
} from "./learn.ts";
import { serviceAt } from "./look.ts";
import { settleService, type Entry, type SettledService } from "./settle.ts";
import { withLooks, type Verified } from "./verify.ts";

/** More edited intents, or services whose stamp does not stand, than this are stamped with all others. */
const changedMax = 64;

/** What of the universe is not as it is known. */
interface Changes {
  /** Numbers of the services whose intents say something else. */
  readonly edited: readonly number[];
  /** Names of the services whose stamped files do not stand. */
  readonly harmed: readonly string[];
}

function changesOf({ known, changed, upset }: Verified): Changes | undefined {
  if (changed.some((index) => known.kinds[index] === "u")) return undefined;
  const intents = changed.filter((index) => known.kinds[index] === "i");
  const files = [...changed.filter((index) => known.kinds[index] === "s"), ...upset];
  const harmed = new Set(files.map((index) => known.services[serviceAt(known, index)] ?? ""));
  if (intents.length > changedMax || harmed.size > changedMax) return undefined;
  return { edited: intents.map((index) => serviceAt(known, index)), harmed: [...harmed] };
}

/** A part of a universe: its services after the edits, and whom their check looked at. */
interface Part {
  readonly model: Model;
  readonly consulted: ReadonlyMap<string, Consulted>;
  readonly texts: ReadonlyMap<string, Source>;
}

async function readPart(
  host: Host,
  at: number,
  { root }: KnownLooks,
  { services, always, users }: KnownBytes,
  { edited, harmed }: Changes,
): Promise<Part | undefined> {
  const files = edited.flatMap((index) => services[index]?.file ?? []);
  const { sources, diagnostics } = await readSources(host, root, ["universe.lisp", ...files]);
  const [universe, ...texts] = sources;
  if (universe === undefined || diagnostics.length > 0) return undefined;
  const edits = edited.flatMap((index, number) => {
    const [service, now] = [services[index], texts[number]];
    return service === undefined || now === undefined ? [] : [{ service, now }];
  });
  const consulted = new Map<string, Consulted>();
  const known = { root, services, always, users };
  const part = partOf(host, known, new PartReader(universe), edits, { wanted: harmed, consulted });
  const today = new Date(at).toISOString().slice(0, 10);
  if (part === undefined || hasErrors(expiredBreaks(part.after, today))) return undefined;
  return {
    model: part.after,
    consulted,
    texts: new Map(texts.map((source) => [source.path, source])),
  };
}

/**
 * Stamps what was edited, those whose stamps that concerns, and those whose stamped files do not stand, and keeps what is known
 * then. Gives the services that were stamped; `undefined` where all must be read.
 */
export async function stampPart(
  real: Host,
  verified: Verified,
  templates: () => Promise<Templates>,
): Promise<readonly SettledService[] | undefined> {
  const { known, bytes, at } = verified;
  const changes = changesOf(verified);
  if (changes === undefined) return undefined;
  const { files, before } = lookingFiles(real.files);
  const host = { ...real, files };
  const part = await readPart(host, at, known, bytes, changes);
  if (part === undefined) return undefined;
  const model = withProviders(part.model);
  // What no stamp is made of yet does not enter a digest; whoever reads all refuses it, in words.
  const isLater = (service: Service): boolean => unstampedOf(service).length > 0;
  if ([...model.services.values()].some(isLater)) return undefined;
  const all = await templates();
  const old = new Map(bytes.services.map(({ name, digest }) => [name, digest]));
  const digests = new Map(
    [...model.services.keys()].map((name) => [
      name,
      expectedMarker(model, name, all, host.sha256).digest,
    ]),
  );
  const harmed = new Set(changes.harmed);
  const chosen = [...digests].filter(
    ([name, digest]) => harmed.has(name) || old.get(name) !== digest,
  );
  const stamped = stamp(model, all, {
    sha256: host.sha256,
    services: chosen.map(([name]) => name),
    standing: standingIn(real.files, known.root),
  });
  if (hasErrors(stamped.diagnostics)) return undefined;
  const settled: SettledService[] = [];
  const universe = { root: known.root, model };
  for (const made of stamped.services)
    settled.push(await settleService({ host: real, universe, checkOnly: false, at }, made));
  keepPart(host, verified, { part, before, digests, settled });
  return settled;
}

/** What a part was made from and came to. */
interface Kept {
  readonly part: Part;
  /** How each text looked before it was read, by absolute path. */
  readonly before: ReturnType<typeof lookingFiles>["before"];
  /** Digests of markers, by service. */
  readonly digests: ReadonlyMap<string, string>;
  readonly settled: readonly SettledService[];
}

/** Keeps what is known, with the part in place of what was: as edits, where it has the same files and names. */
function keepPart(host: Host, verified: Verified, kept: Kept): void {
  const { known, bytes, looks, at } = verified;
  const { part, before, settled } = kept;
  const names = namesAfter(bytes, part);
  const days = [known.soundUntil, soundUntil(part.model)].filter((day) => day !== null);
  const until = days.sort()[0] ?? null;
  const intentOf = ({ file }: KnownService): Entry | undefined => {
    const source = part.texts.get(file);
    if (source === undefined) return undefined;
    const look = settledLook(before.get(joinPath(known.root, file)), at);
    return { path: file, kind: "i", look, digest: host.sha256(source.text) };
  };
  if (until === known.soundUntil && isDeepStrictEqual(names, namesBefore(bytes))) {
    const edits = editsOf(verified, kept, intentOf);
    if (edits !== undefined) return keepEdits(host, known, edits);
  }
  const all = groupsOf(host, { ...known, looks: withLooks(known, looks) }, bytes);
  if (all === undefined) return;
  const made = new Map(settled.map(({ name, entries }) => [name, entries]));
  const now = all.groups.map((group, index): KnownGroup => {
    const service = bytes.services[index];
    return {
      ...group,
      digest: kept.digests.get(group.name) ?? group.digest,
      intent: (service && intentOf(service)) ?? group.intent,
      entries: made.get(group.name) ?? group.entries,
    };
  });
  keepGroups(host, { ...known, soundUntil: until }, all.universe, now, names);
}

const namesBefore = ({ always, users }: KnownBytes): ReturnType<typeof namesAfter> => ({
  always,
  users,
});

/** The part as edits of what is known; `undefined` where it has other files than were known, or there are too many edits. */
function editsOf(
  { known, bytes, looks }: Verified,
  { digests, settled }: Kept,
  intentOf: (service: KnownService) => Entry | undefined,
): Edits | undefined {
  const files = new Map(known.edits.files);
  const services = new Map(known.edits.services);
  for (const [index, look] of looks) files.set(index, [look, bytes.digests(index)]);
  const made = new Map(settled.map((service) => [service.name, service.entries]));
  let number = -1;
  for (let index = 0; index < known.paths.length; index++) {
    if (known.kinds[index] !== "i") continue;
    const service = bytes.services[++number];
    const intent = service && intentOf(service);
    if (intent !== undefined) files.set(index, [intent.look, intent.digest]);
    const entries = service && made.get(service.name);
    if (service === undefined || entries === undefined) continue;
    const own = entries.filter(isLookedAt);
    const isSame = ({ path, kind }: Entry, at: number): boolean =>
      known.paths[index + 1 + at] === path && known.kinds[index + 1 + at] === kind;
    const next = known.kinds[index + 1 + own.length];
    if (!own.every(isSame) || (next !== undefined && next !== "i")) return undefined;
    for (const [at, { look, digest }] of own.entries()) files.set(index + 1 + at, [look, digest]);
    services.set(number, [digests.get(service.name) ?? service.digest, scaffoldsOf(entries)]);
  }
  return files.size <= editsMax ? { files, services } : undefined;
}

/** Who names what of whom, with what the part names in place of what it named. */
function namesAfter(
  { users, always }: KnownBytes,
  { model, consulted }: Part,
): {
  readonly always: readonly string[];
  readonly users: Users;
} {
  const services = [...model.services.values()];
  const names = new Set(services.map(({ name }) => name));
  const others = Object.entries(users).map(
    ([provider, all]) =>
      [
        provider,
        Object.fromEntries(Object.entries(all).filter(([user]) => !names.has(user))),
      ] as const,
  );
  const merged = new Map<string, Users[string]>(others);
  for (const [provider, all] of Object.entries(usersIn(model, consulted)))
    merged.set(provider, { ...merged.get(provider), ...all });
  return {
    always: [
      ...always.filter((name) => !names.has(name)),
      ...services
        .filter((service) => isAlwaysConcerned(service, consulted.get(service.name)))
        .map(({ name }) => name),
    ],
    users: Object.fromEntries(merged),
  };
}
