import { languages, type FileStat, type Host, type Language } from "#intent";
import { parseJson } from "../journal/json.ts";

/** A repository, its HEAD, and the commit at which code and intents last agreed under that HEAD. */
export interface KnownRepository {
  readonly name: string;
  readonly absolute: string;
  readonly head: string;
  readonly revision: string;
}

/** A folder that the globs name, as it was found. */
export interface KnownFolder {
  readonly directory: string;
  /** Its intents, sorted. */
  readonly intents: readonly string[];
  /** Name of the repository around it; empty where there is none. */
  readonly repository: string;
  readonly stamp: string;
}

/** A service as its intent in the work tree said. */
export interface KnownService {
  readonly file: string;
  readonly name: string;
  readonly language: Language;
  /** Name of its repository. */
  readonly repository: string;
  readonly stamp: string;
  /** Whether the intent said something else at the base. */
  readonly edited: boolean;
}

/** By provider, by user: the provider's symbols (without its name and the slash) that the user names. */
export type Users = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/**
 * What was found out when a universe was sensed whole and had no error: enough to tell later which intents differ from
 * their base, and whom that can concern, without reading the others. Every part of it is held against the disk before it
 * is believed.
 */
export interface KnownUniverse {
  readonly root: string;
  /** What the templates and the program were told by. */
  readonly mark: string;
  /** The text of the universe's file, at the base and in the work tree. */
  readonly universe: string;
  /** The first day on which a break that some service accepts is accepted no more. */
  readonly soundUntil: string | null;
  readonly repositories: readonly KnownRepository[];
  /** Name of the repository around the universe's own file; empty where there is none. */
  readonly rootRepository: string;
  readonly folders: readonly KnownFolder[];
  readonly services: readonly KnownService[];
  /** Services that any change can concern. */
  readonly always: readonly string[];
  readonly users: Users;
}

/**
 * Files that changed so shortly before they were looked at may change once more without looking any different (a disk
 * counts time in steps): their stamps are not believed.
 */
const settledMs = 2000;

/** Whether a file or folder had not changed just before `looked` (milliseconds). */
export const isSettled = ({ mtimeMs, changedMs }: FileStat, looked: number): boolean =>
  Math.max(mtimeMs, changedMs ?? Number.POSITIVE_INFINITY) <= looked - settledMs;

/** What a file or folder looks like from outside; empty where it had changed just before `looked` (milliseconds). */
export const stampOf = (stat: FileStat | undefined, looked: number): string =>
  stat !== undefined && isSettled(stat, looked) ? plainStamp(stat) : "";

/**
 * The same without a doubt, to hold against what is known. The number tells apart files of one checkout, which often share
 * time and size, when a folder above them is called otherwise: that leaves their own times as they were.
 */
export const plainStamp = ({ mtimeMs, changedMs, inode, size, kind }: FileStat): string =>
  `${kind} ${mtimeMs} ${changedMs ?? 0} ${inode ?? 0} ${kind === "file" ? size : 0}`;

const version = 2;

/** One name for a universe's root; two that share one only forget each other. */
const nameOf = (root: string): string =>
  `plans/${root.replaceAll(/[^A-Za-z0-9]+/g, "-").slice(-120)}.json`;

/** Keeps what is known in the user's cache folder. */
export function keepKnown(host: Host, known: KnownUniverse): void {
  host.kept.keep(nameOf(known.root), `${JSON.stringify([version, known])}\n`);
}

/** What is known of the universe at `root`; `undefined` where that is nothing, or of another program. */
export function readKnown(host: Host, root: string): KnownUniverse | undefined {
  const text = host.kept.read(nameOf(root));
  if (text === undefined) return undefined;
  const value = parseJson(text);
  if (!Array.isArray(value) || value[0] !== version) return undefined;
  const known: unknown = value[1];
  return isKnown(known) && known.root === root ? known : undefined;
}

type Json = Readonly<Record<string, unknown>>;
/** Whether a JSON value is an object. */
export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
/** Whether a JSON value is a list of strings. */
export const areTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");
const areAll = (value: unknown, fits: (one: Json) => boolean): boolean =>
  Array.isArray(value) && value.every((one) => isObject(one) && fits(one));
const hasTexts = (one: Json, ...names: readonly string[]): boolean =>
  names.every((name) => typeof one[name] === "string");

/** Whether a JSON value is {@link Users}. */
export const isUsers = (value: unknown): value is Users =>
  isObject(value) &&
  Object.values(value).every((of) => isObject(of) && Object.values(of).every(areTexts));

/** Whether a JSON value names a language. */
export const isLanguage = (value: unknown): value is Language =>
  languages.some((language) => language === value);

function isKnown(value: unknown): value is KnownUniverse {
  if (!isObject(value) || !hasTexts(value, "root", "mark", "universe", "rootRepository"))
    return false;
  const { soundUntil, repositories, folders, services, always, users } = value;
  return (
    (soundUntil === null || typeof soundUntil === "string") &&
    areAll(repositories, (one) => hasTexts(one, "name", "absolute", "head", "revision")) &&
    areAll(
      folders,
      (one) => hasTexts(one, "directory", "repository", "stamp") && areTexts(one["intents"]),
    ) &&
    areAll(
      services,
      (one) =>
        hasTexts(one, "file", "name", "repository", "stamp") &&
        isLanguage(one["language"]) &&
        typeof one["edited"] === "boolean",
    ) &&
    areTexts(always) &&
    isUsers(users)
  );
}
