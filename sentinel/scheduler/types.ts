/** The interface of SCALE: the cascade hands nodes to a scheduler and does not know how many machines stand behind it. */

export type NodeKind = "prepare" | "decide" | "commit";

export interface NodeSpec {
  readonly id: string;
  readonly kind: NodeKind;
  readonly dependsOn: readonly string[];
  /** Anything that JSON can hold. */
  readonly payload: unknown;
  /** How often the handler may answer {@link Retryable}. Deaths of workers are counted apart. */
  readonly maxAttempts: number;
  readonly timeoutMs: number;
  readonly labels: readonly string[];
  /**
   * What the node shares with others and waits for while one of them has it, such as a language's build folder. Ready
   * nodes that share least with running ones start first; none is kept waiting for it.
   */
  readonly contends?: string;
}

export interface Submission {
  readonly runId: string;
  /** Runs of one key preempt each other: the higher epoch wins. */
  readonly key: string;
  readonly epoch: number;
  readonly nodes: readonly NodeSpec[];
}

export type NodeState = "blocked" | "ready" | "running" | "done" | "halted" | "failed";
export type RunState = "running" | "done" | "halted" | "failed" | "cancelled" | "preempted";

export interface NodeResult {
  readonly changed: boolean;
  readonly outputDigest: string;
  /** Where the node's output stands; read by those that depend on it. */
  readonly artifactRef: string;
}

export interface NodeStatus {
  readonly id: string;
  readonly kind: NodeKind;
  readonly state: NodeState;
  readonly attempt: number;
  readonly result?: NodeResult;
  readonly error?: string;
}

export interface RunStatus {
  readonly runId: string;
  readonly key: string;
  readonly epoch: number;
  readonly state: RunState;
  readonly reason?: string;
  readonly nodes: readonly NodeStatus[];
}

export interface SchedulerEvent {
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly node?: string;
}

export interface RunHandle {
  status(): RunStatus;
  events(): readonly SchedulerEvent[];
  cancel(reason: string): void;
  /** Resolves when the run has ended in any way. */
  result(): Promise<RunStatus>;
}

export interface JobContext {
  readonly attempt: number;
  readonly epoch: number;
  /** Aborted on cancellation, preemption and timeout. */
  readonly signal: AbortSignal;
  /** Results of the nodes that this one depends on, by id. */
  parents(): ReadonlyMap<string, NodeResult>;
  /**
   * Runs `body` in one transaction that is refused when this attempt was taken away or the run has ended: what a fenced
   * worker says is not heard.
   */
  tx<T>(body: () => T): T;
  /** Whether the run still goes on and no higher epoch stands. Asked before every step. */
  current(): boolean;
}

export interface Job {
  readonly runId: string;
  readonly id: string;
  readonly kind: NodeKind;
  readonly payload: unknown;
}

export type Handler = (job: Job, context: JobContext) => Promise<NodeResult>;

export interface Serving {
  /** Takes no more nodes and resolves when those at hand have ended. */
  drain(): Promise<void>;
  /** Rejects where the workers themselves can go on no more: the task board cannot be written (a full disk). */
  readonly broken: Promise<never>;
}

export interface ServeOptions {
  readonly host: string;
  readonly slots: number;
  readonly labels: readonly string[];
  readonly handler: Handler;
}

export interface Scheduler {
  /** Atomic, and idempotent by `runId`. A higher epoch of the same key preempts; a lower one is born preempted. */
  submit(submission: Submission): RunHandle;
  find(runId: string): RunHandle | undefined;
  /** Gives halted, failed and orphaned nodes of a run another try: `resume`. */
  reopen(runId: string): RunHandle | undefined;
  serve(options: ServeOptions): Serving;
  close(): void;
}

/** The node may be tried again. */
export class Retryable extends Error {
  override readonly name = "Retryable";
}
/** A person must decide; the run ends as halted once nothing else can go on. */
export class Halt extends Error {
  override readonly name = "Halt";
}
/** The job's attempt or run is no longer the current one. */
export class Fenced extends Error {
  override readonly name = "Fenced";
}
