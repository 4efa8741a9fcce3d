import type { Host } from "#intent";
import { Board, type ClaimedNode } from "./board.ts";
import {
  Fenced,
  Halt,
  Retryable,
  type Job,
  type JobContext,
  type NodeResult,
  type RunHandle,
  type RunStatus,
  type Scheduler,
  type ServeOptions,
  type Serving,
  type Submission,
} from "./types.ts";

/** How long an idle worker waits before it looks at the board again; another process may have changed it. */
const pollMs = 100;

export interface EmbeddedOptions {
  readonly kind: "embedded";
  /** Absolute folder for `board.sqlite`. */
  readonly dir: string;
}

/**
 * The embedded scheduler: in this process, its board in SQLite (WAL, `synchronous=full`), so that `kill -9` loses
 * nothing. A worker's name holds its process id; nodes of dead workers go back to the board when anybody serves.
 */
export function openScheduler(host: Host, options: EmbeddedOptions): Scheduler {
  const database = host.databases.open(`${options.dir}/board.sqlite`);
  const board = new Board(database, () => host.clock.now());
  return {
    submit: (submission: Submission) => {
      board.submit(submission);
      return handleOf(host, board, submission.runId);
    },
    find: (runId) => (board.status(runId) === undefined ? undefined : handleOf(host, board, runId)),
    reopen: (runId) => (board.reopen(runId) ? handleOf(host, board, runId) : undefined),
    serve: (serveOptions) => serve(host, board, serveOptions),
    close: () => database.close(),
  };
}

function handleOf(host: Host, board: Board, runId: string): RunHandle {
  const status = (): RunStatus => {
    const now = board.status(runId);
    if (now === undefined) throw new Error(`the task board has lost run ${runId}`);
    return now;
  };
  return {
    status,
    events: () => board.events(runId),
    cancel: (reason) => board.tx(() => board.end(runId, "cancelled", reason)),
    result: async () => {
      while (status().state === "running") await host.clock.sleep(pollMs / 4);
      return status();
    },
  };
}

function serve(host: Host, board: Board, options: ServeOptions): Serving {
  const worker = `${options.host}:${host.platform.pid}:${host.randomId()}`;
  const stop = new AbortController();
  const breakdown = new AbortController();
  const aliveWorker = (name: string): boolean => {
    const [where, pid] = name.split(":");
    if (name === worker || where !== options.host) return true;
    return Number(pid) !== host.platform.pid && host.processes.alive(Number(pid));
  };
  board.reclaim(aliveWorker);
  const slot = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      const node = board.claim(worker, options.labels);
      if (node === undefined) await host.clock.sleep(pollMs, stop.signal);
      else await runNode(host, board, options, node, breakdown.signal);
    }
  };
  const slots = Array.from({ length: Math.max(1, options.slots) }, async () => {
    try {
      await slot();
    } catch (error) {
      // One worker that cannot write the board speaks for all: what they did could not be written down either.
      stop.abort();
      breakdown.abort(error);
    }
  });
  const broken = new Promise<never>((_resolve, reject) => {
    // Only when the other workers have stopped too: whoever hears of it may close the board.
    const tell = (): void => void Promise.all(slots).then(() => reject(breakdown.signal.reason));
    breakdown.signal.addEventListener("abort", tell, { once: true });
  });
  broken.catch(() => undefined);
  return {
    drain: async () => {
      stop.abort();
      await Promise.all(slots);
      breakdown.signal.throwIfAborted();
    },
    broken,
  };
}

/** Watches over one attempt: its time, its run, its epoch. */
function watchOver(
  host: Host,
  board: Board,
  node: ClaimedNode,
  controller: AbortController,
  breakdown: AbortSignal,
): () => void {
  const ended = new AbortController();
  const started = host.clock.monotonicMs();
  const look = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      if (breakdown.aborted) return controller.abort("the task board cannot be written");
      if (host.clock.monotonicMs() - started > node.timeoutMs) return controller.abort("timeout");
      if (!board.owns(node.run, node.id, node.attempt)) return controller.abort("ended");
      await host.clock.sleep(pollMs, ended.signal);
    }
  };
  look().catch((error: unknown) => controller.abort(error));
  return () => ended.abort();
}

async function runNode(
  host: Host,
  board: Board,
  options: ServeOptions,
  node: ClaimedNode,
  breakdown: AbortSignal,
): Promise<void> {
  const controller = new AbortController();
  const unwatch = watchOver(host, board, node, controller, breakdown);
  const context: JobContext = {
    attempt: node.attempt,
    epoch: node.epoch,
    signal: controller.signal,
    parents: () => board.parents(node.run, node.id),
    current: () => board.owns(node.run, node.id, node.attempt),
    tx: (body) =>
      board.tx(() => {
        if (!board.owns(node.run, node.id, node.attempt))
          throw new Fenced(`${node.id}: another attempt or a newer epoch has taken over`);
        return body();
      }),
  };
  const job: Job = { runId: node.run, id: node.id, kind: node.kind, payload: node.payload };
  try {
    const result: NodeResult = await options.handler(job, context);
    board.finish(node.run, node.id, node.attempt, { result });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const state =
      error instanceof Halt ? "halted" : error instanceof Retryable ? "retry" : "failed";
    board.finish(node.run, node.id, node.attempt, {
      state,
      error: error instanceof Error && state === "failed" ? (error.stack ?? message) : message,
    });
  } finally {
    unwatch();
  }
}
