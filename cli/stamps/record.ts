import { languages, type Host } from "#intent";
import { areTexts, isObject, isUsers, parseJson, type Users } from "#sentinel";
import {
  unlike,
  type Edits,
  type Known,
  type KnownBytes,
  type KnownLooks,
  type KnownScaffold,
  type KnownService,
  type Look,
} from "./known.ts";

const noEdits: Edits = { files: new Map(), services: new Map() };

/** What is kept of {@link KnownLooks}. 64-bit floats in base64 are read ten times as fast as decimal digits. */
type KeptLooks = Omit<KnownLooks, "looks" | "edits"> & {
  readonly looks: string;
  readonly edits?: undefined;
};

/** What is kept of {@link KnownBytes}; one long text is read faster than thousands of short ones. */
interface KeptBytes {
  readonly id: string;
  /** {@link digestLength} letters for each path. */
  readonly digests: string;
  /** The same for each service's marker. */
  readonly markers: string;
  /** A number for each service: its place in {@link languages}. */
  readonly languages: string;
  readonly always: readonly string[];
  readonly users: Users;
}

/** The scaffolds of each service: asked only where they are told of, or all is kept anew. */
interface KeptScaffolds {
  readonly id: string;
  readonly scaffolds: readonly (readonly KnownScaffold[])[];
}

interface KeptEdits {
  readonly id: string;
  readonly files: readonly (readonly [index: number, look: Look, digest: string])[];
  readonly services: readonly (readonly [
    index: number,
    digest: string,
    scaffolds: readonly KnownScaffold[],
  ])[];
}

const version = 2;

/** Letters of a SHA-256 in hexadecimal. */
const digestLength = 64;

/** Digests as one text, each as long as any; one that is none is blank. */
const joined = (digests: readonly string[]): string =>
  digests.map((digest) => digest.padEnd(digestLength)).join("");
const digestIn = (digests: string, index: number): string =>
  digests.slice(index * digestLength, (index + 1) * digestLength).trimEnd();

/** One name for a universe's root; two that share one only forget each other. */
const nameOf = (root: string, part: string): string =>
  `stamps/${root.replaceAll(/[^A-Za-z0-9]+/g, "-").slice(-120)}.${part}.json`;

/** Looks as text, and back. */
const packed = (looks: Float64Array): string =>
  Buffer.from(looks.buffer, looks.byteOffset, looks.byteLength).toString("base64");
function unpacked(looks: string): Float64Array {
  const bytes = Buffer.from(looks, "base64");
  return new Float64Array(new Uint8Array(bytes).buffer, 0, bytes.length >> 3);
}

type Keeping = Pick<Host, "kept">;

const keepPart = ({ kept }: Keeping, root: string, part: string, value: object): void =>
  kept.keep(nameOf(root, part), `${JSON.stringify([version, value])}\n`);

/** Keeps everything under a new `id`; a crash in between leaves parts that do not know each other, which is nothing known. */
export function keepKnown(host: Keeping, all: Known): void {
  const { digests, known, always, users, ...looks } = all;
  const { id, root } = looks;
  const scaffolds: KeptScaffolds = { id, scaffolds: known.map((one) => one.scaffolds) };
  const bytes: KeptBytes = {
    id,
    digests: joined(digests),
    markers: joined(known.map(({ digest }) => digest)),
    languages: known.map(({ language }) => languages.indexOf(language)).join(""),
    always,
    users,
  };
  keepPart(host, root, "scaffolds", scaffolds);
  keepPart(host, root, "bytes", bytes);
  keepLooks(host, { ...looks, edits: noEdits });
}

/** Keeps how the files look now, where they hold what they held and nothing was edited since all was kept. */
export function keepLooks(host: Keeping, known: KnownLooks): void {
  const looks: KeptLooks = { ...known, looks: packed(known.looks), edits: undefined };
  keepPart(host, known.root, "looks", looks);
}

/** Keeps what a stamp of a part found, beside what was found before. */
export function keepEdits(
  host: Keeping,
  { id, root }: KnownLooks,
  { files, services }: Edits,
): void {
  const edits: KeptEdits = {
    id,
    files: [...files].map(([index, [look, digest]]) => [
      index,
      look.every(Number.isFinite) ? look : unlike,
      digest,
    ]),
    services: [...services].map(([index, [digest, scaffolds]]) => [index, digest, scaffolds]),
  };
  keepPart(host, root, "edits", edits);
}

/** What is known of the universe at `root`; `undefined` where that is nothing, or of another program or place. */
export function readLooks(host: Keeping, root: string, mark: string): KnownLooks | undefined {
  const kept = read(host, root, "looks", isLooks);
  if (kept?.root !== root || kept.mark !== mark) return undefined;
  const edits = readEdits(host, kept);
  const looks = unpacked(kept.looks);
  for (const [index, [look]] of edits.files) looks.set(look, index * 4);
  return { ...kept, looks, edits };
}

/** The edits of what is kept; none where there are none of this `id`. */
function readEdits(host: Keeping, { id, root, paths, services }: KeptLooks): Edits {
  const kept = read(host, root, "edits", isEdits);
  if (kept?.id !== id) return noEdits;
  const isIn =
    (all: readonly string[]) =>
    ([index]: readonly [number, ...unknown[]]): boolean =>
      all[index] !== undefined;
  if (!kept.files.every(isIn(paths)) || !kept.services.every(isIn(services))) return noEdits;
  return {
    files: new Map(kept.files.map(([index, look, digest]) => [index, [look, digest]])),
    services: new Map(
      kept.services.map(([index, digest, scaffolds]) => [index, [digest, scaffolds]]),
    ),
  };
}

/** What the files of `looks` held. */
export function readBytes(host: Keeping, looks: KnownLooks): KnownBytes | undefined {
  const bytes = read(host, looks.root, "bytes", isBytes);
  const { id, paths, kinds, services, edits } = looks;
  const fits =
    bytes?.id === id &&
    bytes.digests.length === paths.length * digestLength &&
    bytes.markers.length === services.length * digestLength &&
    bytes.languages.length === services.length;
  if (!fits) return undefined;
  const files = paths.filter((_, index) => kinds[index] === "i");
  return {
    digests: (index) => edits.files.get(index)?.[1] ?? digestIn(bytes.digests, index),
    services: services.flatMap((name, index): KnownService[] => {
      const language = languages[Number(bytes.languages[index])];
      const digest = edits.services.get(index)?.[0] ?? digestIn(bytes.markers, index);
      const file = files[index];
      return language === undefined || file === undefined ? [] : [{ name, language, file, digest }];
    }),
    always: bytes.always,
    users: bytes.users,
  };
}

/** The scaffolds of each service of `looks`, by its number. */
export function readScaffolds(
  host: Keeping,
  { id, root, services, edits }: KnownLooks,
): readonly (readonly KnownScaffold[])[] | undefined {
  const kept = read(host, root, "scaffolds", isScaffolds);
  if (kept?.id !== id || kept.scaffolds.length !== services.length) return undefined;
  return kept.scaffolds.map((one, index) => edits.services.get(index)?.[1] ?? one);
}

function read<T>(
  { kept }: Keeping,
  root: string,
  part: string,
  fits: (value: unknown) => value is T,
): T | undefined {
  const text = kept.read(nameOf(root, part));
  const value = text === undefined ? undefined : parseJson(text);
  if (!Array.isArray(value) || value[0] !== version) return undefined;
  const known: unknown = value[1];
  return fits(known) ? known : undefined;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isFolder = (value: unknown): boolean =>
  Array.isArray(value) && isText(value[0]) && areTexts(value[1]);

function isLooks(value: unknown): value is KeptLooks {
  if (!isObject(value)) return false;
  const { id, root, mark, soundUntil, globs, others, services, paths, kinds, looks } = value;
  return (
    [id, root, mark].every(isText) &&
    (soundUntil === null || isText(soundUntil)) &&
    areTexts(globs) &&
    Array.isArray(others) &&
    others.every(isFolder) &&
    areTexts(services) &&
    areTexts(paths) &&
    isText(kinds) &&
    kinds.length === paths.length &&
    isText(looks) &&
    looks.length === 4 * Math.ceil((32 * paths.length) / 3)
  );
}

function isBytes(value: unknown): value is KeptBytes {
  if (!isObject(value)) return false;
  const { id, digests, markers, languages: spoken, always, users } = value;
  return [id, digests, markers, spoken].every(isText) && areTexts(always) && isUsers(users);
}

const areScaffolds = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => areTexts(one) && one.length === 2);

const isScaffolds = (value: unknown): value is KeptScaffolds =>
  isObject(value) &&
  isText(value["id"]) &&
  Array.isArray(value["scaffolds"]) &&
  value["scaffolds"].every(areScaffolds);

const isLook = (value: unknown): boolean =>
  Array.isArray(value) && value.length === 4 && value.every((one) => typeof one === "number");

const isEdits = (value: unknown): value is KeptEdits =>
  isObject(value) &&
  isText(value["id"]) &&
  Array.isArray(value["files"]) &&
  value["files"].every(
    (one) => Array.isArray(one) && Number.isInteger(one[0]) && isLook(one[1]) && isText(one[2]),
  ) &&
  Array.isArray(value["services"]) &&
  value["services"].every(
    (one) =>
      Array.isArray(one) && Number.isInteger(one[0]) && isText(one[1]) && areScaffolds(one[2]),
  );
