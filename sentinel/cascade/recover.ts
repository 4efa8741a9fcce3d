import { HostError, type Host } from "#intent";
import { recoverDelivery } from "../delivery/deliver.ts";
import { withDeliveryLock } from "../delivery/lock.ts";
import { lastAttempt, openJournal, readJournal, type RefMove } from "../journal/journal.ts";
import { openScheduler } from "../scheduler/index.ts";
import { joinPath } from "../universe/paths.ts";
import { runMark } from "./context.ts";
import { epochsOf, readRunRecord, runPlaces, type RunPlaces, type RunRecord } from "./run.ts";

export interface Recovered {
  readonly epoch: number;
  readonly found: "none" | "ended" | "rolled-forward" | "aborted";
}

/** Whether another process is at work on this run right now. */
const isLive = (host: Host, record: RunRecord | undefined): boolean =>
  record !== undefined && record.pid !== host.platform.pid && host.processes.alive(record.pid);

/** What a run decided to move, by its journal; empty where it decided nothing. */
export async function decidedMoves(host: Host, places: RunPlaces): Promise<readonly RefMove[]> {
  const reading = await readJournal(host, places.journal);
  if ("corrupt" in reading) return [];
  const records = lastAttempt(reading.records);
  const prepared = records.find((record) => record.type === "PREPARED");
  const committed = records.some((record) => record.type === "COMMIT");
  return committed && prepared?.type === "PREPARED" ? prepared.moves : [];
}

async function recoverOne(host: Host, universeId: string, epoch: number): Promise<Recovered> {
  const places = runPlaces(host, universeId, epoch);
  const reading = await readJournal(host, places.journal);
  if ("corrupt" in reading) {
    throw new HostError(
      "journal-damaged",
      `the journal of epoch ${epoch} is damaged at line ${reading.corrupt.line}: ${places.journal}`,
      {
        path: places.journal,
        cure: "compare the draft branches with the run's artifacts by hand, then remove this journal",
      },
    );
  }
  return {
    epoch,
    found: await recoverDelivery(host, openJournal(host, places.journal), reading.records),
  };
}

/**
 * Ends what crashed runs left: deliveries roll forward or abort, run trees go away. The run tree of `keep` stays, for
 * `resume`. Runs of live processes are left alone. Safe to be killed and run again.
 */
export async function recoverRuns(
  host: Host,
  universeId: string,
  keep?: number,
): Promise<Recovered[]> {
  const recovered: Recovered[] = [];
  for (const epoch of await epochsOf(host, universeId)) {
    const places = runPlaces(host, universeId, epoch);
    const record = await readRunRecord(host, places);
    if (isLive(host, record)) continue;
    // Tools of a run that was killed may still write into its run tree.
    if (record !== undefined) await host.processes.killMarked(runMark, record.run);
    const one = await withDeliveryLock(host, places.state, () =>
      recoverOne(host, universeId, epoch),
    );
    if (one.found === "rolled-forward" || one.found === "aborted") recovered.push(one);
    if (epoch !== keep) await host.files.remove(places.tree);
    await host.files.remove(joinPath(places.run, "scratch"));
  }
  return recovered;
}

/** The newest run that `resume` can go on with: not done, not preempted, and of no live process. */
export async function resumableRun(
  host: Host,
  universeId: string,
): Promise<{ places: RunPlaces; record: RunRecord } | undefined> {
  const newest = await newestCascade(host, universeId);
  if (newest === undefined || isLive(host, newest.record)) return undefined;
  const { places, record } = newest;
  const scheduler = openScheduler(host, { kind: "embedded", dir: places.state });
  try {
    const state = scheduler.find(record.run)?.status().state;
    return state === "done" || state === "preempted" ? undefined : { places, record };
  } finally {
    scheduler.close();
  }
}

/** The newest run that is a cascade: the repair of one service by itself hides no cascade that waits. */
async function newestCascade(
  host: Host,
  universeId: string,
): Promise<{ places: RunPlaces; record: RunRecord } | undefined> {
  for (const epoch of (await epochsOf(host, universeId)).toReversed()) {
    const places = runPlaces(host, universeId, epoch);
    const record = await readRunRecord(host, places);
    if (record?.alone !== true) return record === undefined ? undefined : { places, record };
  }
  return undefined;
}

export interface RunSummary {
  readonly epoch: number;
  readonly state: string;
  readonly startedAt: number;
  readonly live: boolean;
  readonly nodes: readonly { readonly id: string; readonly state: string }[];
  readonly moves: readonly RefMove[];
}

/** All runs of a universe, newest first: what `sentinel status` shows. */
export async function listRuns(host: Host, universeId: string): Promise<RunSummary[]> {
  const epochs = await epochsOf(host, universeId);
  if (epochs.length === 0) return [];
  const scheduler = openScheduler(host, {
    kind: "embedded",
    dir: runPlaces(host, universeId, 1).state,
  });
  try {
    const runs: RunSummary[] = [];
    for (const epoch of epochs.reverse()) {
      const places = runPlaces(host, universeId, epoch);
      const record = await readRunRecord(host, places);
      const status = record === undefined ? undefined : scheduler.find(record.run)?.status();
      runs.push({
        epoch,
        state: status?.state ?? "never started",
        startedAt: record?.startedAt ?? 0,
        live: isLive(host, record),
        nodes: (status?.nodes ?? []).map(({ id, state }) => ({ id, state })),
        moves: await decidedMoves(host, places),
      });
    }
    return runs;
  } finally {
    scheduler.close();
  }
}
