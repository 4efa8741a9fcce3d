import type { Consulted, FileStat, Files, Host, Language, Model } from "#intent";
import { isAlwaysConcerned, joinPath, soundUntil, usersIn, type LoadedUniverse } from "#sentinel";
import {
  settledLook,
  unlike,
  type KnownBytes,
  type KnownLooks,
  type KnownScaffold,
} from "./known.ts";
import { keepKnown, readScaffolds } from "./record.ts";
import type { Entry } from "./settle.ts";

/** A service as it is to be known. */
export interface KnownGroup {
  readonly name: string;
  readonly language: Language;
  /** Digest of its marker. */
  readonly digest: string;
  readonly intent: Entry;
  readonly entries: readonly Entry[];
}

/** Below it, reading all costs no more than asking how all look. */
export const knownServicesMin = 20;

/** Files that tell how each text looked before it was last read. */
export function lookingFiles(files: Files): {
  readonly files: Files;
  readonly before: ReadonlyMap<string, FileStat | undefined>;
} {
  const before = new Map<string, FileStat | undefined>();
  const readText: Files["readText"] = (path) => {
    before.set(path, files.statNow(path));
    return files.readText(path);
  };
  return { files: { ...files, readText }, before };
}

/** What a stamp of a whole universe found. */
export interface Learnt {
  readonly universe: LoadedUniverse & { readonly model: Model };
  /** What tells program and templates. */
  readonly mark: string;
  /** When looking began, in milliseconds. */
  readonly at: number;
  /** How each text looked before it was read, by absolute path. */
  readonly before: ReadonlyMap<string, FileStat | undefined>;
  readonly consulted: ReadonlyMap<string, Consulted>;
  readonly made: readonly {
    readonly name: string;
    readonly digest: string;
    readonly entries: readonly Entry[];
  }[];
}

/** Keeps what a stamp of a whole universe found, for the next one. */
export function learn(host: Host, learnt: Learnt): void {
  const { universe, mark, at, before, consulted, made } = learnt;
  const { root, model } = universe;
  const texts = new Map(universe.sources.map(({ path, text }) => [path, text]));
  const entryOf = (path: string, kind: "u" | "i"): Entry => ({
    path,
    kind,
    look: settledLook(before.get(joinPath(root, path)), at),
    digest: host.sha256(texts.get(path) ?? ""),
  });
  const groups = made.flatMap(({ name, digest, entries }): KnownGroup[] => {
    const service = model.services.get(name);
    if (service === undefined) return [];
    const { file, language } = service;
    return [{ name, language, digest, intent: entryOf(file, "i"), entries }];
  });
  if (groups.length < model.services.size) return;
  const always = [...model.services.values()]
    .filter((service) => isAlwaysConcerned(service, consulted.get(service.name)))
    .map(({ name }) => name);
  keepGroups(
    host,
    {
      root,
      mark,
      soundUntil: soundUntil(model),
      globs: model.universe.services,
      others: oddFolders(universe),
    },
    entryOf(universe.universeFile, "u"),
    groups,
    { always, users: usersIn(model, consulted) },
  );
}

/** Folders that hold something else than one `intent.lisp`. */
function oddFolders({ folders }: LoadedUniverse): KnownLooks["others"] {
  const byFolder = Map.groupBy(folders, ({ directory }) => directory);
  return [...byFolder]
    .map(([directory, all]) => [directory, all.flatMap(({ intent }) => intent ?? [])] as const)
    .filter(([directory, [first]]) => first !== joinPath(directory, "intent.lisp"));
}

/** Keeps services as they are known, with what is said of the universe. */
export function keepGroups(
  host: Pick<Host, "kept" | "randomId">,
  said: Pick<KnownLooks, "root" | "mark" | "soundUntil" | "globs" | "others">,
  universe: Entry,
  groups: readonly KnownGroup[],
  { always, users }: Pick<KnownBytes, "always" | "users">,
): void {
  const { root, mark, soundUntil: until, globs, others } = said;
  const entries = [
    universe,
    ...groups.flatMap(({ intent, entries: own }) => [intent, ...own.filter(isLookedAt)]),
  ];
  const looks = new Float64Array(entries.length * 4);
  for (const [index, { look }] of entries.entries()) looks.set(look, index * 4);
  keepKnown(host, {
    id: host.randomId(),
    root,
    mark,
    soundUntil: until,
    globs,
    others,
    services: groups.map(({ name }) => name),
    paths: entries.map(({ path }) => path),
    kinds: entries.map(({ kind }) => kind).join(""),
    looks,
    digests: entries.map(({ digest }) => digest),
    known: groups.map(({ language, digest, entries: own }) => ({
      language,
      digest,
      scaffolds: scaffoldsOf(own),
    })),
    always,
    users,
  });
}

/** Scaffolds among entries, as they are kept. */
export const scaffoldsOf = (entries: readonly Entry[]): KnownScaffold[] =>
  entries.filter(({ kind }) => kind === "c").map(({ path, digest }) => [path, digest] as const);

/** Keeps all that is known as a new record without edits. */
export function keepAnew(
  host: Pick<Host, "kept" | "randomId">,
  known: KnownLooks,
  bytes: KnownBytes,
): void {
  const all = groupsOf(host, known, bytes);
  if (all !== undefined) keepGroups(host, known, all.universe, all.groups, bytes);
}

/**
 * The entries of what is known, with the looks that were taken since: the universe's own, then the services. `undefined` where
 * the scaffolds are not known.
 */
export function groupsOf(
  host: Pick<Host, "kept">,
  { looks, ...known }: KnownLooks,
  bytes: KnownBytes,
): { readonly universe: Entry; readonly groups: readonly KnownGroup[] } | undefined {
  const scaffolds = readScaffolds(host, { ...known, looks });
  if (scaffolds === undefined) return undefined;
  const [universe, ...rest] = known.paths.map((path, index): Entry => {
    const [size = -1, mtimeMs = 0, changedMs = 0, inode = 0] = looks.subarray(
      index * 4,
      index * 4 + 4,
    );
    const kind = kindOf(known.kinds[index]);
    return { path, kind, look: [size, mtimeMs, changedMs, inode], digest: bytes.digests(index) };
  });
  const groups: { intent: Entry; entries: Entry[] }[] = [];
  for (const entry of rest) {
    if (entry.kind === "i") groups.push({ intent: entry, entries: [] });
    else groups.at(-1)?.entries.push(entry);
  }
  return {
    universe: universe ?? { path: "universe.lisp", kind: "u", look: unlike, digest: "" },
    groups: groups.flatMap((group, index): KnownGroup[] => {
      const service = bytes.services[index];
      if (service === undefined) return [];
      const { name, language, digest } = service;
      const own = (scaffolds[index] ?? []).map(([path, sha256]): Entry => ({
        path,
        kind: "c",
        look: unlike,
        digest: sha256,
      }));
      return [
        { name, language, digest, intent: group.intent, entries: [...group.entries, ...own] },
      ];
    }),
  };
}

const kindOf = (letter: string | undefined): Entry["kind"] =>
  letter === "u" || letter === "i" || letter === "d" ? letter : "s";

/** Scaffolds are people's: nobody looks at them but who tells of them. */
export const isLookedAt = ({ kind }: Entry): boolean => kind !== "c";
