import { appendedLines, readRecords } from "#jarvis";
import type { Host, RepairRecord, UnchainedRecord } from "#intent";
import { joinPath, relativeTo } from "../universe/paths.ts";
import { isMerged } from "./merged.ts";
import { recordsPath } from "./records.ts";
import type { RunRecord } from "./run.ts";

/** The file of records as a draft will hold it, its path relative to the repository. */
export interface RecordsFile {
  readonly repository: string;
  readonly path: string;
  readonly text: string;
}

/** Why repairs left no record, as a sentence. */
export interface Unrecorded {
  readonly unrecorded: string;
}

/**
 * The file of records as the draft of the root's repository will hold it; `undefined` where there is nothing to record or
 * no repository holds the root, and why there is none where its chain is broken.
 */
export async function recordsFile(
  host: Host,
  record: RunRecord,
  records: readonly UnchainedRecord[],
): Promise<RecordsFile | Unrecorded | undefined> {
  const root = record.repositories.find((one) => one.name === ".");
  const path =
    root === undefined ? undefined : relativeTo(root.absolute, joinPath(record.root, recordsPath));
  if (root === undefined || path === undefined || records.length === 0) return undefined;
  const [object] = await host.git.readObjects(root.absolute, [`${root.head}:${path}`]);
  const text = object?.text() ?? "";
  const { broken } = readRecords(text, host.sha256);
  if (broken !== undefined) return unrecorded(records, recordsPath, broken.line, broken.reason);
  const lines = appendedLines(text, records, host.sha256);
  return { repository: root.name, path, text: text + lines };
}

const unrecorded = (
  records: readonly UnchainedRecord[],
  path: string,
  line: number,
  reason: string,
): Unrecorded => ({
  unrecorded: `${records.length === 1 ? "1 repair was" : `${records.length} repairs were`} not recorded: line ${line} of ${path} is ${reason}; put the file back as it was`,
});

/**
 * Without a repository at the root the records wait in the state folder, once the drafts stand. A record takes the place of
 * those of the same changes whose draft was never merged: that draft is replaced by this one. Tells where nothing was kept.
 */
export async function keepRecords(
  host: Host,
  state: string,
  run: Pick<RunRecord, "root" | "repositories" | "others">,
  records: readonly UnchainedRecord[],
): Promise<Unrecorded | undefined> {
  const path = joinPath(state, "repairs.jsonl");
  const text = (await host.files.readText(path)) ?? "";
  const { records: before, broken } = readRecords(text, host.sha256);
  if (broken !== undefined) return unrecorded(records, path, broken.line, broken.reason);
  const dropped = await replacedBy(host, run, before, records);
  // Lines that a newer version wrote cannot be chained anew, so with them nothing is dropped.
  const known = text.split("\n").filter((line) => line.trim() !== "").length === before.length;
  if (dropped.size === 0 || !known) {
    const lines = appendedLines(text, records, host.sha256);
    await host.files.appendText(path, lines, { fsync: true });
  } else {
    const kept = before.filter((one) => !dropped.has(one)).map(unchained);
    const lines = appendedLines("", [...kept, ...records], host.sha256);
    await host.files.writeText(path, lines, { fsync: true });
  }
  return undefined;
}

const about = ({ service, changes }: UnchainedRecord): string =>
  [service, ...changes.map(({ kind, symbol }) => `${kind} ${symbol}`).sort()].join("\n");

/** Older records of the same service and changes that nobody merged. */
async function replacedBy(
  host: Host,
  run: Pick<RunRecord, "root" | "repositories" | "others">,
  before: readonly RepairRecord[],
  records: readonly UnchainedRecord[],
): Promise<Set<RepairRecord>> {
  const now = new Set(records.map(about));
  const dropped = new Set<RepairRecord>();
  for (const one of before) {
    if (!now.has(about(one))) continue;
    const repositories = [...run.repositories, ...(run.others ?? [])];
    if (!(await isMerged(host, run.root, repositories, one))) dropped.add(one);
  }
  return dropped;
}

function unchained({
  seq: _seq,
  previous: _previous,
  digest: _digest,
  ...record
}: RepairRecord): UnchainedRecord {
  return record;
}
