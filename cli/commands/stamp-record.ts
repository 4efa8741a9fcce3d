import type { StampedFile } from "#forge";
import type { Host } from "#intent";
import { joinPath } from "#sentinel";

/** A file as it was found when it equalled its stamp: its path, its kind, and the SHA-256 of its text. */
type RecordedFile = readonly [path: string, kind: StampedFile["kind"], sha256: string];

interface RecordedService {
  /** Digest of the marker: everything that its stamp derives from. */
  readonly digest: string;
  readonly files: readonly RecordedFile[];
}

/** Services whose stamp was found to be what stands, by name. Can be lost: then they are stamped and compared again. */
export type StampRecord = ReadonlyMap<string, RecordedService>;

const folder = ".flywheel";
const pathOf = (root: string): string => joinPath(root, `${folder}/stamps.json`);

/** Below it, stamping all costs less than a file more. */
export const recordedServicesMin = 100;

/** The record of a universe; empty where there is none, or none that can be read. */
export async function readStampRecord(host: Host, root: string): Promise<StampRecord> {
  const text = await host.files.readText(pathOf(root));
  const found = new Map<string, RecordedService>();
  if (text === undefined) return found;
  const [version, services] = listIn(text);
  if (version !== 1) return found;
  for (const entry of Array.isArray(services) ? services : []) {
    const [name, digest, files]: unknown[] = Array.isArray(entry) ? entry : [];
    if (typeof name !== "string" || typeof digest !== "string" || !Array.isArray(files)) continue;
    if (files.every(isFile)) found.set(name, { digest, files });
  }
  return found;
}

function listIn(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch (error) {
    // Damaged: what it says only saves time.
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

const isFile = (value: unknown): value is RecordedFile =>
  Array.isArray(value) &&
  value.length === 3 &&
  value.every((part) => typeof part === "string") &&
  (value[1] === "stamped" || value[1] === "scaffold");

/** Keeps the record, in a folder that no repository sees. */
export async function writeStampRecord(
  host: Host,
  root: string,
  record: StampRecord,
): Promise<void> {
  const services = [...record].map(([name, { digest, files }]) => [name, digest, files]);
  await host.files.writeText(joinPath(root, `${folder}/.gitignore`), "*\n");
  await host.files.writeText(pathOf(root), `${JSON.stringify([1, services])}\n`);
}

/**
 * The files of a service that a stamp would find unchanged, every byte compared by its digest; undefined where something
 * differs, so that it must be stamped. A scaffold that people have changed is theirs; one that is gone is looked after.
 */
export async function standingFiles(
  host: Host,
  root: string,
  recorded: RecordedService | undefined,
  digest: string,
): Promise<string[] | undefined> {
  if (recorded?.digest !== digest) return undefined;
  const standing: string[] = [];
  for (const [path, kind, sha256] of recorded.files) {
    const text = await host.files.readText(joinPath(root, path));
    const same = text !== undefined && host.sha256(text) === sha256;
    if (text === undefined || (!same && kind === "stamped")) return undefined;
    if (same) standing.push(path);
  }
  return standing;
}

/** What is recorded of a service whose stamped files all stand as they were just stamped. */
export const recordOf = (
  host: Host,
  digest: string,
  files: readonly StampedFile[],
): RecordedService => ({
  digest,
  files: files.map(({ path, kind, text }) => [path, kind, host.sha256(text)]),
});
