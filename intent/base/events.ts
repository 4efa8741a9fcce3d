/**
 * The run log's records: one JSON object a line, `{v, seq, epoch, run, at, type, service?, …}`. Readers ignore types they
 * do not know. The emitter fills `v seq epoch run at`; everybody else passes an {@link EventBody}.
 */
export type Stage =
  | "prepare"
  | "setup"
  | "baseline"
  | "stamp"
  | "check"
  | "lint"
  | "test"
  | "repair"
  | "verdict"
  | "deliver";

export type EventBody =
  | { readonly type: "run-started"; readonly root: string; readonly services: readonly string[] }
  | { readonly type: "sensed"; readonly changes: number; readonly reached: readonly string[] }
  | { readonly type: "planned"; readonly waves: readonly (readonly string[])[] }
  | {
      readonly type: "stage-started";
      readonly service: string;
      readonly stage: Stage;
      readonly cycle?: number;
    }
  | {
      readonly type: "stage-finished";
      readonly service: string;
      readonly stage: Stage;
      readonly outcome: "passed" | "failed" | "skipped" | "cached" | "aborted";
      readonly ms: number;
      readonly detail?: string;
      readonly cycle?: number;
    }
  | { readonly type: "tool-started"; readonly service: string; readonly argv: readonly string[] }
  | {
      readonly type: "tool-finished";
      readonly service: string;
      readonly argv: readonly string[];
      readonly exit: number | null;
      readonly ms: number;
    }
  | {
      readonly type: "edited";
      readonly service: string;
      readonly file: string;
      readonly rule: string;
      readonly change: string;
    }
  | {
      readonly type: "hole";
      readonly service: string;
      readonly id: string;
      readonly kind: string;
      readonly question: string;
    }
  /** A model has answered: in which role, the number of the answer in its conversation, and what it calls or says. */
  | {
      readonly type: "answered";
      readonly service: string;
      readonly role: string;
      readonly round: number;
      readonly does: string;
    }
  | {
      readonly type: "service-finished";
      readonly service: string;
      readonly outcome: string;
      readonly ms: number;
    }
  | { readonly type: "delivering"; readonly mode: string; readonly repositories: readonly string[] }
  | {
      readonly type: "delivered";
      readonly refs: readonly {
        repository: string;
        ref: string;
        from: string | null;
        to: string | null;
      }[];
    }
  | { readonly type: "preempted"; readonly by: number }
  | { readonly type: "run-finished"; readonly outcome: string; readonly ms: number }
  | { readonly type: "note"; readonly message: string; readonly service?: string };

export interface EventHeader {
  readonly v: 1;
  readonly seq: number;
  readonly epoch: number;
  readonly run: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export type FlywheelEvent = EventHeader & EventBody;

/** Takes an event's body; the owner of the bus adds the header. */
export type Emit = (event: EventBody) => void;
