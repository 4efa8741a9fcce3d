import type { GateStatus, Hole } from "#intent";
import type { Question } from "#mechanic";
import type { RefMove } from "../journal/journal.ts";
import type { ServiceArtifact, ServiceOutcome } from "./artifact.ts";
import type { Offer } from "./answers.ts";
import type { DeliverMode } from "./run.ts";

export type CascadeOutcome = "proposed" | "landed" | "clean" | "halted" | "preempted";

/** `flywheel.cascade/1`: what `sentinel cascade --json` prints. */
export interface CascadeDocument {
  readonly schema: "flywheel.cascade/1";
  readonly root: string;
  readonly epoch: number;
  readonly outcome: CascadeOutcome;
  readonly services: readonly {
    readonly name: string;
    readonly outcome: ServiceOutcome;
    readonly engine: string | null;
    readonly cycles: number;
    readonly edits: number;
    readonly files: readonly {
      readonly path: string;
      readonly added: number;
      readonly removed: number;
    }[];
    /** Of a held service: the patch of the edits that are certain, and how many they are. */
    readonly withheld?: { readonly edits: number; readonly patch: string };
    readonly holes: readonly Hole[];
    /** Of a held service: the patch that shows what each candidate of its holes makes of the code. */
    readonly choices?: string;
    /** Answers of people that the service's edits hold. */
    readonly answers?: readonly { readonly id: string; readonly choice: string }[];
    readonly gates: {
      readonly check: GateStatus;
      readonly lint: GateStatus;
      readonly test: GateStatus;
      readonly scenarios: GateStatus;
    };
    readonly tokens: number;
    readonly usd: number;
    readonly ms: number;
    readonly notes: readonly string[];
    /** What this machine lacks, where that is why the service is held. */
    readonly lacks?: string;
  }[];
  readonly delivery: {
    readonly mode: DeliverMode;
    /** The repository that would not take its draft, in git's words; then no ref moved anywhere. */
    readonly refused?: { readonly repository: string; readonly reason: string };
    readonly refs: readonly {
      readonly repository: string;
      readonly ref: string;
      readonly from: string | null;
      readonly to: string | null;
    }[];
  };
  readonly unseen: readonly string[];
  /** What is asked once, however many holes wait for it. */
  readonly questions: readonly Question[];
  /** Answers that were given and could be given to others' holes of their kind, too; absent where there is none. */
  readonly offers?: readonly Offer[];
  /** What is to be known of the cascade as a whole; absent where there is nothing. */
  readonly notes?: readonly string[];
  readonly durationMs: number;
}

/**
 * Lines added and removed between two texts: the longest common subsequence of lines after the common head and tail are
 * cut off; where what is left is huge, all of it counts as changed.
 */
export function lineChanges(
  before: string | null,
  after: string | null,
): { added: number; removed: number } {
  const split = (text: string | null): string[] =>
    text === null || text === "" ? [] : text.replace(/\n$/, "").split("\n");
  let a = split(before);
  let b = split(after);
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (
    tail < a.length - head &&
    tail < b.length - head &&
    a[a.length - 1 - tail] === b[b.length - 1 - tail]
  )
    tail++;
  a = a.slice(head, a.length - tail);
  b = b.slice(head, b.length - tail);
  if (a.length * b.length > 4_000_000) return { added: b.length, removed: a.length };
  let row = new Uint32Array(b.length + 1);
  for (const line of a) {
    const next = new Uint32Array(b.length + 1);
    for (let column = 1; column <= b.length; column++) {
      next[column] =
        line === b[column - 1]
          ? (row[column - 1] ?? 0) + 1
          : Math.max(row[column] ?? 0, next[column - 1] ?? 0);
    }
    row = next;
  }
  const common = row[b.length] ?? 0;
  return { added: b.length - common, removed: a.length - common };
}

export interface DocumentParts {
  readonly root: string;
  readonly epoch: number;
  readonly outcome: CascadeOutcome;
  /** Names of every service of the universe. */
  readonly names: readonly string[];
  readonly artifacts: readonly ServiceArtifact[];
  readonly mode: DeliverMode;
  readonly moves: readonly RefMove[];
  readonly unseen: readonly string[];
  readonly durationMs: number;
  /** Services that were left out by name. */
  readonly except: readonly string[];
  readonly refused: { readonly repository: string; readonly reason: string } | undefined;
  readonly notes: readonly string[];
  readonly questions: readonly Question[];
  readonly offers: readonly Offer[];
}

/** The answers that a service's edits hold, by hole. */
function answeredIn(
  one: ServiceArtifact | undefined,
): Pick<CascadeDocument["services"][number], "answers"> {
  const answered = one?.answered ?? [];
  return answered.length === 0
    ? {}
    : { answers: answered.map(({ hole, choice }) => ({ id: hole.id, choice })) };
}

/** The report as data: every service of the universe, whatever happened to it. */
export function cascadeDocument(parts: DocumentParts): CascadeDocument {
  const artifacts = new Map(parts.artifacts.map((one) => [one.name, one]));
  const none = {
    check: "not-run",
    lint: "not-run",
    test: "not-run",
    scenarios: "skipped",
  } as const;
  return {
    schema: "flywheel.cascade/1",
    root: parts.root,
    epoch: parts.epoch,
    outcome: parts.outcome,
    services: [...new Set([...parts.names, ...artifacts.keys()])].sort().map((name) => {
      const one = artifacts.get(name);
      const files = (one?.files ?? [])
        .filter((file) => file.before !== file.after)
        .toSorted((a, b) => (a.path < b.path ? -1 : 1));
      return {
        name,
        outcome: one?.outcome ?? "untouched",
        engine: one?.engine ?? null,
        cycles: one?.cycles ?? 0,
        edits: one?.edits.length ?? 0,
        files: files.map((file) => ({ path: file.path, ...lineChanges(file.before, file.after) })),
        ...(one?.patch === undefined
          ? {}
          : { withheld: { edits: one.withheld?.length ?? 0, patch: one.patch } }),
        holes: one?.holes ?? [],
        ...(one?.choices === undefined ? {} : { choices: one.choices }),
        ...answeredIn(one),
        gates: one?.gates ?? none,
        tokens: one?.tokens ?? 0,
        usd: one?.usd ?? 0,
        ms: one?.ms ?? 0,
        notes: parts.except.includes(name)
          ? [...(one?.notes ?? []), "left out by --except"]
          : (one?.notes ?? []),
        ...(one?.lacks === undefined ? {} : { lacks: one.lacks }),
      };
    }),
    delivery: {
      mode: parts.mode,
      refs: parts.moves.map(({ repository, ref, from, to }) => ({ repository, ref, from, to })),
      ...(parts.refused === undefined ? {} : { refused: parts.refused }),
    },
    unseen: parts.unseen,
    questions: parts.questions,
    ...(parts.offers.length === 0 ? {} : { offers: parts.offers }),
    ...(parts.notes.length === 0 ? {} : { notes: parts.notes }),
    durationMs: parts.durationMs,
  };
}
