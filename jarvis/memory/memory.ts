import type { Database, Databases, RepairRecord, SqlValue } from "#intent";

/** What was found: a record, and the words around what matched in it. */
export interface MemoryHit {
  readonly seq: number;
  readonly service: string;
  readonly language: string;
  readonly at: number;
  readonly epoch: number;
  /** Kinds of the changes, each once. */
  readonly kinds: readonly string[];
  readonly symbols: readonly string[];
  readonly rules: readonly string[];
  readonly engine: string;
  readonly edits: number;
  /** An excerpt with the words that matched between `[` and `]`. */
  readonly excerpt: string;
}

/** The records as a full-text index. It holds nothing that the records do not: it can be thrown away at any time. */
export interface Memory {
  /** Records that hold all words, best first (BM25, newer first where equal). */
  search(words: string, limit?: number): readonly MemoryHit[];
  readonly records: number;
  close(): void;
}

const schema = `
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS repair (seq INTEGER PRIMARY KEY, record TEXT NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(service, symbols, kinds, rules, code, tokenize = 'porter unicode61');
`;
const layoutVersion = 1;

/** Opens the memory at `path` and makes it hold exactly these records: unchanged, nothing is written. */
export function openMemory(
  databases: Databases,
  path: string,
  records: readonly RepairRecord[],
): Memory {
  const database = databases.open(path);
  database.exec(schema);
  const state = `${layoutVersion}:${records.length}:${records.at(-1)?.digest ?? ""}`;
  const known = database.prepare("SELECT value FROM about WHERE key = 'state'").get();
  if (known?.["value"] !== state) rebuild(database, records, state);
  return {
    search: (words, limit = 20) => search(database, words, limit),
    records: records.length,
    close: () => database.close(),
  };
}

function rebuild(database: Database, records: readonly RepairRecord[], state: string): void {
  database.transaction(() => {
    database.exec("DELETE FROM repair; DELETE FROM words; DELETE FROM about;");
    const repair = database.prepare("INSERT INTO repair (seq, record) VALUES (?, ?)");
    const words = database.prepare(
      "INSERT INTO words (rowid, service, symbols, kinds, rules, code) VALUES (?, ?, ?, ?, ?, ?)",
    );
    for (const record of records) {
      repair.run(record.seq, JSON.stringify(record));
      words.run(record.seq, ...wordsOf(record));
    }
    database.prepare("INSERT INTO about (key, value) VALUES ('state', ?)").run(state);
  });
}

const unique = (items: readonly string[]): string[] => [...new Set(items)].sort();

function wordsOf(record: RepairRecord): SqlValue[] {
  const code = record.declarations.flatMap((one) => [one.name, one.before, one.after]);
  return [
    record.service,
    record.changes.map((change) => change.symbol).join(" "),
    unique(record.changes.map((change) => change.kind)).join(" "),
    unique(record.edits.map((edit) => edit.rule)).join(" "),
    [...record.edits.flatMap((edit) => [edit.before, edit.after]), ...code].join("\n"),
  ];
}

/** Words as a query in which nothing but a trailing `*` means anything. */
function queryOf(words: string): string {
  return words
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .map((word) => {
      const prefix = word.endsWith("*");
      return `"${word.replaceAll('"', '""').replace(/\*$/, "")}"${prefix ? "*" : ""}`;
    })
    .join(" ");
}

function search(database: Database, words: string, limit: number): MemoryHit[] {
  const query = queryOf(words);
  if (query === "") return [];
  const rows = database
    .prepare(
      "SELECT record, snippet(words, -1, '[', ']', ' … ', 12) AS excerpt FROM words JOIN repair ON repair.seq = words.rowid WHERE words MATCH ? ORDER BY bm25(words), repair.seq DESC LIMIT ?",
    )
    .all(query, limit);
  return rows.map((row) => hitOf(row));
}

function hitOf(row: Readonly<Record<string, SqlValue>>): MemoryHit {
  const record: RepairRecord = JSON.parse(String(row["record"]));
  return {
    seq: record.seq,
    service: record.service,
    language: record.language,
    at: record.at,
    epoch: record.epoch,
    kinds: unique(record.changes.map((change) => change.kind)),
    symbols: record.changes.map((change) => change.symbol),
    rules: unique(record.edits.map((edit) => edit.rule)),
    engine: record.engine,
    edits: record.edits.length,
    excerpt: String(row["excerpt"]).replaceAll(/\s+/g, " "),
  };
}
