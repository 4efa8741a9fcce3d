import type { Host } from "#intent";
import { parseJson } from "./json.ts";

/**
 * The write-ahead journal of one delivery. COMMIT is the decision: with it recovery rolls forward, without it the
 * delivery never happened. Each record is appended and fsynced before the step that it announces.
 */
export interface RefMove {
  /** Repository name, and its absolute folder as it was. */
  readonly repository: string;
  readonly absolute: string;
  readonly ref: string;
  /** `null` for a ref that does not stand yet. */
  readonly from: string | null;
  /** `null` where an older draft goes away. */
  readonly to: string | null;
}

export type JournalRecord =
  | { readonly type: "BEGIN"; readonly run: string; readonly epoch: number }
  | { readonly type: "PREPARED"; readonly moves: readonly RefMove[] }
  | { readonly type: "LOCKING" }
  | { readonly type: "COMMIT" }
  | { readonly type: "ABORT"; readonly reason: string }
  | { readonly type: "END" };

export interface Journal {
  readonly path: string;
  append(record: JournalRecord): Promise<void>;
}

interface Line {
  readonly record: JournalRecord;
  readonly sum: string;
}

export function openJournal(host: Host, path: string): Journal {
  return {
    path,
    append: async (record) => {
      const line: Line = { record, sum: host.sha256(JSON.stringify(record)).slice(0, 16) };
      await host.files.appendText(path, `${JSON.stringify(line)}\n`, { fsync: true });
    },
  };
}

export type JournalReading =
  | { readonly records: readonly JournalRecord[] }
  /** A record in the middle is damaged: nobody can say what was decided, so a person must look. */
  | { readonly corrupt: { readonly line: number } };

const isLine = (value: unknown): value is Line =>
  typeof value === "object" &&
  value !== null &&
  "record" in value &&
  "sum" in value &&
  typeof value.record === "object" &&
  value.record !== null &&
  "type" in value.record;

/** Reads a journal. A last record that was cut anywhere is as if it had never been written. */
export async function readJournal(host: Host, path: string): Promise<JournalReading> {
  const text = (await host.files.readText(path)) ?? "";
  const lines = text.split("\n");
  const records: JournalRecord[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === "") continue;
    const record = checked(host, line);
    if (record !== undefined) records.push(record);
    else if (lines.slice(index + 1).some((later) => later !== ""))
      return { corrupt: { line: index + 1 } };
  }
  return { records };
}

/** The records of the last attempt: a delivery that was refused or aborted may be tried again in the same journal. */
export function lastAttempt(records: readonly JournalRecord[]): readonly JournalRecord[] {
  const begin = records.findLastIndex((record) => record.type === "BEGIN");
  return begin === -1 ? records : records.slice(begin);
}

function checked(host: Host, line: string): JournalRecord | undefined {
  const value = parseJson(line);
  if (!isLine(value)) return undefined;
  return host.sha256(JSON.stringify(value.record)).slice(0, 16) === value.sum
    ? value.record
    : undefined;
}
