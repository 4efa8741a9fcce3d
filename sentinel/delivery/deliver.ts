import { HostError, type Host } from "#intent";
import { lastAttempt, type Journal, type JournalRecord, type RefMove } from "../journal/journal.ts";
import { prepareRefs, type RefTransaction } from "./transaction.ts";

/** Points at which a test may stop the world; each stands before the step that it names. */
export type Failpoint =
  | "begin"
  | "prepared"
  | "locking"
  | "locked"
  | "commit"
  | "committed"
  | "moved"
  | "end";
export type AtFailpoint = (point: Failpoint) => Promise<void> | void;

export type Delivered =
  | { readonly outcome: "committed" }
  | { readonly outcome: "refused"; readonly repository: string; readonly reason: string }
  | { readonly outcome: "preempted" };

const byRepository = (moves: readonly RefMove[]): Map<string, RefMove[]> =>
  Map.groupBy(moves, (move) => move.absolute);

/**
 * Two-phase commit over many repositories (Gray 1978; SAFETY's protocol). All refs are locked at the values that they are
 * expected to have, then one fsynced COMMIT record decides, then all move. `stillCurrent` is asked with all locks held,
 * right before the decision.
 */
export async function deliver(
  host: Host,
  journal: Journal,
  run: { readonly run: string; readonly epoch: number },
  moves: readonly RefMove[],
  stillCurrent: () => boolean,
  at: AtFailpoint = () => {},
): Promise<Delivered> {
  const step = async (point: Failpoint, record: JournalRecord): Promise<void> => {
    await at(point);
    await journal.append(record);
  };
  await step("begin", { type: "BEGIN", ...run });
  await step("prepared", { type: "PREPARED", moves });
  await step("locking", { type: "LOCKING" });
  const held: RefTransaction[] = [];
  const abort = async (reason: string): Promise<void> => {
    await Promise.all(held.map((one) => one.abort()));
    await journal.append({ type: "ABORT", reason });
  };
  // Sorted, so that two deliveries meet at the same repository first and neither waits for the other.
  for (const [absolute, own] of [...byRepository(moves)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const locked = await prepareRefs(host, absolute, own);
    if ("refused" in locked) {
      await abort(locked.refused);
      return {
        outcome: "refused",
        repository: own[0]?.repository ?? absolute,
        reason: locked.refused,
      };
    }
    held.push(locked);
  }
  await at("locked");
  if (!stillCurrent()) {
    await abort("a newer epoch stands");
    return { outcome: "preempted" };
  }
  await step("commit", { type: "COMMIT" });
  await at("committed");
  for (const one of held) {
    await one.commit();
    await at("moved");
  }
  // What git itself could not finish (it was killed) is rolled forward like after a crash.
  demandNone(await rollForward(host, moves));
  await step("end", { type: "END" });
  return { outcome: "committed" };
}

const refValue = async (host: Host, move: RefMove): Promise<string | null> => {
  const { exit, stdout } = await host.git.run(move.absolute, [
    "rev-parse",
    "--verify",
    "--quiet",
    move.ref,
  ]);
  return exit === 0 ? stdout.trim() : null;
};

/**
 * Moves every ref that still has its old value. Idempotent: a ref that a person has moved since is left to them. Returns
 * what git said where it would not let a ref move (a lock that a killed git left, a full disk).
 */
export async function rollForward(host: Host, moves: readonly RefMove[]): Promise<string[]> {
  const refused: string[] = [];
  for (const own of byRepository(moves).values()) {
    const waiting: RefMove[] = [];
    for (const move of own) {
      const now = await refValue(host, move);
      if (now !== move.to && now === move.from) waiting.push(move);
    }
    const [first] = waiting;
    if (first === undefined) continue;
    const locked = await prepareRefs(host, first.absolute, waiting);
    if ("refused" in locked) refused.push(`${first.repository}: ${locked.refused}`);
    else if (!(await locked.commit()))
      refused.push(`${first.repository}: git ended before it moved its refs`);
  }
  return refused;
}

function demandNone(refused: readonly string[]): void {
  if (refused.length === 0) return;
  throw new HostError(
    "delivery-unfinished",
    `the delivery is decided, but a repository would not move: ${refused.join("; ")}`,
    {
      cure: "remove what holds it (a stale `.lock` file, a full disk), then run `flywheel sentinel recover`",
    },
  );
}

/** Finishes what a crash left: forward after COMMIT, else nothing was ever moved. Returns what it found. */
export async function recoverDelivery(
  host: Host,
  journal: Journal,
  all: readonly JournalRecord[],
): Promise<"none" | "ended" | "rolled-forward" | "aborted"> {
  const records = lastAttempt(all);
  if (records.length === 0) return "none";
  if (records.some((record) => record.type === "END" || record.type === "ABORT")) return "ended";
  const prepared = records.find((record) => record.type === "PREPARED");
  if (prepared?.type === "PREPARED" && records.some((record) => record.type === "COMMIT")) {
    demandNone(await rollForward(host, prepared.moves));
    await journal.append({ type: "END" });
    return "rolled-forward";
  }
  await journal.append({ type: "ABORT", reason: "interrupted before the decision" });
  return "aborted";
}
