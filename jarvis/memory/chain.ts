import type { RepairRecord, UnchainedRecord } from "#intent";

type Sha256 = (text: string) => string;

/** What is wrong with a file of records: from this line on it says nothing that can be relied on. */
export interface BrokenChain {
  /** Counts from 1. */
  readonly line: number;
  readonly reason: "damaged" | "altered" | "out of order";
}

const digestOf = (record: Omit<RepairRecord, "digest">, sha256: Sha256): string =>
  sha256(JSON.stringify(record));

/**
 * The lines that append `records` to a file of records: each names the digest of the one before, so that a line that is
 * changed, put in later or dropped between others shows; lines gone from the end are git's to tell. `text` is the file as it stands. Gives no line where that chain is broken.
 */
export function appendedLines(
  text: string,
  records: readonly UnchainedRecord[],
  sha256: Sha256,
): string {
  const { records: before, broken } = readRecords(text, sha256);
  if (broken !== undefined) return "";
  let previous = before.at(-1)?.digest ?? "";
  let seq = before.at(-1)?.seq ?? 0;
  let lines = "";
  for (const record of records) {
    seq += 1;
    const chained = { ...record, seq, previous };
    previous = digestOf(chained, sha256);
    lines += `${JSON.stringify({ ...chained, digest: previous })}\n`;
  }
  return text === "" || text.endsWith("\n") ? lines : `\n${lines}`;
}

/** Records of a file, up to the first line that breaks the chain. Lines of types that are not known count and are left out. */
export function readRecords(
  text: string,
  sha256: Sha256,
): { readonly records: readonly RepairRecord[]; readonly broken: BrokenChain | undefined } {
  const records: RepairRecord[] = [];
  let previous = "";
  let seq = 0;
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const record = parseRecord(line);
    const broken = (reason: BrokenChain["reason"]): ReturnType<typeof readRecords> => ({
      records,
      broken: { line: index + 1, reason },
    });
    if (record === undefined) return broken("damaged");
    const { digest, ...rest } = record;
    if (digestOf(rest, sha256) !== digest) return broken("altered");
    if (record.previous !== previous || record.seq !== seq + 1) return broken("out of order");
    previous = digest;
    seq = record.seq;
    if (record.v === 1 && record.type === "repair") records.push(record);
  }
  return { records, broken: undefined };
}

const isRecord = (value: unknown): value is RepairRecord =>
  typeof value === "object" &&
  value !== null &&
  "type" in value &&
  "seq" in value &&
  "previous" in value &&
  "digest" in value;

function parseRecord(line: string): RepairRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
