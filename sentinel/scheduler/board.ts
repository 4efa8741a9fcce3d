import type { Database, SqlValue } from "#intent";
import type {
  NodeKind,
  NodeResult,
  NodeState,
  NodeStatus,
  RunState,
  RunStatus,
  SchedulerEvent,
  Submission,
} from "./types.ts";

/** The task board: five tables, every change in one transaction. It can be rebuilt from the journals. */
const schema = `
CREATE TABLE IF NOT EXISTS runs (
  run TEXT PRIMARY KEY, key TEXT NOT NULL, epoch INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT);
CREATE INDEX IF NOT EXISTS runs_by_key ON runs (key, epoch);
CREATE TABLE IF NOT EXISTS nodes (
  run TEXT NOT NULL REFERENCES runs (run) ON DELETE CASCADE, id TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
  labels TEXT NOT NULL, attempts_max INTEGER NOT NULL, timeout_ms INTEGER NOT NULL, state TEXT NOT NULL,
  attempt INTEGER NOT NULL DEFAULT 0, deaths INTEGER NOT NULL DEFAULT 0, retries INTEGER NOT NULL DEFAULT 0,
  worker TEXT, result TEXT, error TEXT, PRIMARY KEY (run, id));
CREATE TABLE IF NOT EXISTS edges (
  run TEXT NOT NULL REFERENCES runs (run) ON DELETE CASCADE, node TEXT NOT NULL, needs TEXT NOT NULL, PRIMARY KEY (run, node, needs));
CREATE TABLE IF NOT EXISTS shares (
  run TEXT NOT NULL REFERENCES runs (run) ON DELETE CASCADE, node TEXT NOT NULL, what TEXT NOT NULL, PRIMARY KEY (run, node));
CREATE TABLE IF NOT EXISTS events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, node TEXT);
`;

export interface ClaimedNode {
  readonly run: string;
  readonly epoch: number;
  readonly id: string;
  readonly kind: NodeKind;
  readonly payload: unknown;
  readonly attempt: number;
  readonly timeoutMs: number;
}

type Row = Readonly<Record<string, SqlValue>>;

const text = (row: Row, name: string): string => String(row[name] ?? "");
const integer = (row: Row, name: string): number => Number(row[name] ?? 0);
const within = <T extends string>(all: readonly T[], value: string): T => {
  const found = all.find((one) => one === value);
  if (found === undefined) throw new Error(`the task board holds an unknown word: ${value}`);
  return found;
};
const kinds: readonly NodeKind[] = ["prepare", "decide", "commit"];
const nodeStates: readonly NodeState[] = [
  "blocked",
  "ready",
  "running",
  "done",
  "halted",
  "failed",
];
const runStates: readonly RunState[] = [
  "running",
  "done",
  "halted",
  "failed",
  "cancelled",
  "preempted",
];

/** SQL of the task board. Every method is one transaction and returns plain data. */
export class Board {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
    database.exec(schema);
  }

  tx<T>(body: () => T): T {
    return this.#database.transaction(body);
  }

  submit(submission: Submission): void {
    this.tx(() => {
      if (
        this.#database.prepare("SELECT run FROM runs WHERE run = ?").get(submission.runId) !==
        undefined
      )
        return;
      const newer = this.#database
        .prepare("SELECT max(epoch) AS epoch FROM runs WHERE key = ?")
        .get(submission.key);
      const preempted =
        newer?.["epoch"] !== null && integer(newer ?? {}, "epoch") > submission.epoch;
      const state: RunState = preempted ? "preempted" : "running";
      const { runId, key, epoch } = submission;
      this.#database
        .prepare("INSERT INTO runs (run, key, epoch, state) VALUES (?, ?, ?, ?)")
        .run(runId, key, epoch, state);
      this.#insertNodes(submission);
      this.#event(runId, preempted ? "preempted" : "submitted");
      const older = this.#database
        .prepare("SELECT run FROM runs WHERE key = ? AND epoch < ? AND state = 'running'")
        .all(key, epoch);
      for (const row of older) this.end(text(row, "run"), "preempted", `epoch ${epoch} is newer`);
    });
  }

  #insertNodes(submission: Submission): void {
    const node = this.#database.prepare(
      "INSERT INTO nodes (run, id, kind, payload, labels, attempts_max, timeout_ms, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    );
    const edge = this.#database.prepare("INSERT INTO edges (run, node, needs) VALUES (?, ?, ?)");
    const share = this.#database.prepare("INSERT INTO shares (run, node, what) VALUES (?, ?, ?)");
    for (const one of submission.nodes) {
      if (one.contends !== undefined) share.run(submission.runId, one.id, one.contends);
      const state: NodeState = one.dependsOn.length === 0 ? "ready" : "blocked";
      node.run(
        submission.runId,
        one.id,
        one.kind,
        JSON.stringify(one.payload),
        one.labels.join(","),
        one.maxAttempts,
        one.timeoutMs,
        state,
      );
      for (const needs of one.dependsOn) edge.run(submission.runId, one.id, needs);
    }
  }

  /**
   * Takes the next ready node, oldest run first; among those of one run that which shares least with running ones, in
   * the order in which the nodes were given.
   */
  claim(worker: string, labels: readonly string[]): ClaimedNode | undefined {
    return this.tx(() => {
      const rows = this.#database
        .prepare(
          `SELECT n.run, n.id, n.kind, n.payload, n.attempt, n.timeout_ms, n.labels, r.epoch FROM nodes n JOIN runs r ON r.run = n.run
           LEFT JOIN shares s ON s.run = n.run AND s.node = n.id
           WHERE n.state = 'ready' AND r.state = 'running' ORDER BY r.epoch, (
             SELECT count(*) FROM shares o JOIN nodes m ON m.run = o.run AND m.id = o.node
             WHERE o.what = s.what AND m.state = 'running'), n.rowid`,
        )
        .all();
      const row = rows.find((one) =>
        text(one, "labels")
          .split(",")
          .filter((label) => label !== "")
          .every((label) => labels.includes(label)),
      );
      if (row === undefined) return undefined;
      const attempt = integer(row, "attempt") + 1;
      this.#database
        .prepare(
          "UPDATE nodes SET state = 'running', attempt = ?, worker = ? WHERE run = ? AND id = ?",
        )
        .run(attempt, worker, text(row, "run"), text(row, "id"));
      this.#event(text(row, "run"), "started", text(row, "id"));
      const payload: unknown = JSON.parse(text(row, "payload"));
      return {
        run: text(row, "run"),
        epoch: integer(row, "epoch"),
        id: text(row, "id"),
        kind: within(kinds, text(row, "kind")),
        payload,
        attempt,
        timeoutMs: integer(row, "timeout_ms"),
      };
    });
  }

  /** Whether this attempt still owns its node and its run goes on. */
  owns(run: string, id: string, attempt: number): boolean {
    const row = this.#database
      .prepare(
        "SELECT 1 AS yes FROM nodes n JOIN runs r ON r.run = n.run WHERE n.run = ? AND n.id = ? AND n.attempt = ? AND n.state = 'running' AND r.state = 'running'",
      )
      .get(run, id, attempt);
    return row !== undefined;
  }

  /** Records how an attempt ended; `false` where it was fenced. */
  finish(
    run: string,
    id: string,
    attempt: number,
    outcome:
      | { readonly result: NodeResult }
      | { readonly state: "halted" | "failed" | "retry"; readonly error: string },
  ): boolean {
    return this.tx(() => {
      if (!this.owns(run, id, attempt)) return false;
      if ("result" in outcome) {
        this.#database
          .prepare(
            "UPDATE nodes SET state = 'done', result = ?, error = NULL, worker = NULL WHERE run = ? AND id = ?",
          )
          .run(JSON.stringify(outcome.result), run, id);
        this.#unblock(run, id);
      } else {
        this.#database
          .prepare(
            `UPDATE nodes SET error = ?, worker = NULL, retries = retries + ?,
             state = CASE WHEN ? = 'retry' THEN CASE WHEN retries + 1 < attempts_max THEN 'ready' ELSE 'failed' END ELSE ? END
             WHERE run = ? AND id = ?`,
          )
          .run(
            outcome.error,
            outcome.state === "retry" ? 1 : 0,
            outcome.state,
            outcome.state,
            run,
            id,
          );
      }
      this.#event(run, "result" in outcome ? "done" : outcome.state, id);
      this.#settle(run);
      return true;
    });
  }

  #unblock(run: string, done: string): void {
    this.#database
      .prepare(
        `UPDATE nodes SET state = 'ready' WHERE run = ? AND state = 'blocked' AND id IN (SELECT node FROM edges WHERE run = ? AND needs = ?)
         AND NOT EXISTS (SELECT 1 FROM edges e JOIN nodes p ON p.run = e.run AND p.id = e.needs WHERE e.run = nodes.run AND e.node = nodes.id AND p.state <> 'done')`,
      )
      .run(run, run, done);
  }

  /** Ends a run when nothing of it can go on. Children of a failed parent stay blocked, so the run must be ended here. */
  #settle(run: string): void {
    const states = this.#database
      .prepare("SELECT state, count(*) AS n FROM nodes WHERE run = ? GROUP BY state")
      .all(run);
    const has = (state: NodeState): boolean => states.some((row) => row["state"] === state);
    if (has("ready") || has("running")) return;
    if (has("failed")) this.end(run, "failed", "a node failed");
    else if (has("halted")) this.end(run, "halted", "a decision is missing");
    else if (!has("blocked")) this.end(run, "done");
  }

  end(run: string, state: RunState, reason?: string): void {
    const changed = this.#database
      .prepare("UPDATE runs SET state = ?, reason = ? WHERE run = ? AND state = 'running'")
      .run(state, reason ?? null, run);
    if (changed.changes > 0) this.#event(run, state);
  }

  /** Gives nodes of workers that are gone to others. Deaths have a budget of their own: three, then the node fails. */
  reclaim(alive: (worker: string) => boolean): number {
    return this.tx(() => {
      const rows = this.#database
        .prepare(
          "SELECT n.run, n.id, n.worker, n.deaths FROM nodes n JOIN runs r ON r.run = n.run WHERE n.state = 'running' AND r.state = 'running'",
        )
        .all();
      const orphans = rows.filter((row) => !alive(text(row, "worker")));
      for (const row of orphans) {
        const state: NodeState = integer(row, "deaths") + 1 > 20 ? "failed" : "ready";
        this.#database
          .prepare(
            "UPDATE nodes SET state = ?, worker = NULL, deaths = deaths + 1, attempt = attempt + 1 WHERE run = ? AND id = ?",
          )
          .run(state, text(row, "run"), text(row, "id"));
        this.#event(text(row, "run"), "reclaimed", text(row, "id"));
        this.#settle(text(row, "run"));
      }
      return orphans.length;
    });
  }

  reopen(run: string): boolean {
    return this.tx(() => {
      const row = this.#database.prepare("SELECT state FROM runs WHERE run = ?").get(run);
      const state = row === undefined ? undefined : within(runStates, text(row, "state"));
      if (state === undefined || state === "done" || state === "preempted") return false;
      this.#database
        .prepare("UPDATE runs SET state = 'running', reason = NULL WHERE run = ?")
        .run(run);
      this.#database
        .prepare(
          "UPDATE nodes SET state = 'ready', retries = 0, worker = NULL WHERE run = ? AND state IN ('halted', 'failed')",
        )
        .run(run);
      this.#event(run, "reopened");
      return true;
    });
  }

  parents(run: string, id: string): Map<string, NodeResult> {
    const rows = this.#database
      .prepare(
        "SELECT p.id, p.result FROM edges e JOIN nodes p ON p.run = e.run AND p.id = e.needs WHERE e.run = ? AND e.node = ?",
      )
      .all(run, id);
    return new Map(rows.map((row) => [text(row, "id"), parseResult(row["result"])]));
  }

  status(run: string): RunStatus | undefined {
    const row = this.#database.prepare("SELECT * FROM runs WHERE run = ?").get(run);
    if (row === undefined) return undefined;
    const nodes = this.#database
      .prepare("SELECT * FROM nodes WHERE run = ? ORDER BY rowid")
      .all(run)
      .map(nodeStatus);
    const reason = row["reason"] === null ? {} : { reason: text(row, "reason") };
    return {
      runId: run,
      key: text(row, "key"),
      epoch: integer(row, "epoch"),
      state: within(runStates, text(row, "state")),
      ...reason,
      nodes,
    };
  }

  events(run: string): SchedulerEvent[] {
    return this.#database
      .prepare("SELECT * FROM events WHERE run = ? ORDER BY seq")
      .all(run)
      .map((row) => ({
        seq: integer(row, "seq"),
        at: integer(row, "at"),
        type: text(row, "type"),
        ...(row["node"] === null ? {} : { node: text(row, "node") }),
      }));
  }

  #event(run: string, type: string, node?: string): void {
    this.#database
      .prepare("INSERT INTO events (run, at, type, node) VALUES (?, ?, ?, ?)")
      .run(run, this.#now(), type, node ?? null);
  }
}

function nodeStatus(row: Row): NodeStatus {
  return {
    id: text(row, "id"),
    kind: within(kinds, text(row, "kind")),
    state: within(nodeStates, text(row, "state")),
    attempt: integer(row, "attempt"),
    ...(row["result"] === null ? {} : { result: parseResult(row["result"]) }),
    ...(row["error"] === null ? {} : { error: text(row, "error") }),
  };
}

function parseResult(value: SqlValue | undefined): NodeResult {
  const parsed: unknown = JSON.parse(String(value ?? "{}"));
  const record = typeof parsed === "object" && parsed !== null ? parsed : {};
  return {
    changed: "changed" in record && record.changed === true,
    outputDigest: "outputDigest" in record ? String(record.outputDigest) : "",
    artifactRef: "artifactRef" in record ? String(record.artifactRef) : "",
  };
}
