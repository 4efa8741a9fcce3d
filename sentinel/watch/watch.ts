import type { Templates } from "#forge";
import { HostError, type Diagnostic, type Host } from "#intent";
import { newerEpoch, runCascade, runEnvironment, type Controls } from "../cascade/controller.ts";
import type { Filling } from "../cascade/fill.ts";
import type { CascadeDocument } from "../cascade/document.ts";
import { runPlaces } from "../cascade/run.ts";
import {
  exceptedOwners,
  obstacles,
  startRun,
  type CascadeOptions,
  type Obstacle,
} from "../cascade/start.ts";
import { baselessRepositories, sense, type Sensed } from "../sense/sense.ts";
import { isSound, loadUniverse } from "../universe/load.ts";
import { joinPath } from "../universe/paths.ts";

/** A burst of saves is over when nothing came for this long. */
const quietMs = 120;
/** Events can be lost (network disks, overflowing queues); the poll misses nothing. */
const pollMs = 30_000;

export interface WatchReport {
  readonly watching?: (root: string) => void;
  /** The saved intents do not mean anything yet. */
  readonly broken?: (
    diagnostics: readonly Diagnostic[],
    sources: ReadonlyMap<string, string>,
  ) => void;
  readonly blocked?: (obstacles: readonly Obstacle[]) => void;
  readonly opened?: (epoch: number, sensed: Sensed) => void;
  readonly finished?: (document: CascadeDocument) => void;
  readonly failed?: (error: unknown) => void;
}

interface Current {
  readonly fingerprint: string;
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

export interface WatchOptions extends CascadeOptions {
  readonly templates: Templates;
  /** Who is asked about holes. */
  readonly filling?: Filling;
  /** A revision to compare with instead of where code and intent last agreed. */
  readonly base?: string;
  readonly report: WatchReport;
  readonly controls: Pick<Controls, "listen">;
}

/**
 * Watches a universe's intents until `signal` is aborted. A saved intent that changes meaning opens an epoch and starts
 * the cascade; while one runs, a newer meaning opens the next epoch, which cancels the older one.
 */
export async function watchUniverse(
  host: Host,
  root: string,
  options: WatchOptions,
  signal: AbortSignal,
): Promise<void> {
  const bell = createBell();
  const watching = host.watcher.watch(root, (path) => {
    if (path === undefined || path.endsWith(".lisp")) bell.ring();
  });
  let current: Current | undefined;
  signal.addEventListener("abort", () => bell.ring(), { once: true });
  options.report.watching?.(root);
  bell.ring();
  try {
    while (!signal.aborted) {
      await bell.wait(host, pollMs, signal);
      if (signal.aborted) break;
      await bell.quiet(host, quietMs, signal);
      current = await turn(host, root, options, current, signal);
    }
  } finally {
    watching.close();
    current?.abort.abort("interrupted");
    await current?.done;
  }
}

/** One look at the universe: starts, replaces or leaves the cascade that runs. */
async function turn(
  host: Host,
  root: string,
  options: WatchOptions,
  current: Current | undefined,
  signal: AbortSignal,
): Promise<Current | undefined> {
  const universe = await loadUniverse(host, root);
  if (!isSound(universe)) {
    options.report.broken?.(
      universe.diagnostics,
      new Map(universe.sources.map((source) => [source.path, source.text])),
    );
    return current;
  }
  const sensed = await sense(host, universe, options.templates, options.base);
  const [baseless] = baselessRepositories(sensed, options.base);
  if (baseless !== undefined) {
    options.report.blocked?.([
      {
        message: `${options.base ?? "HEAD"} names no commit in ${baseless}`,
        cure: "give --base a revision that every repository has",
      },
    ]);
    return current;
  }
  const fingerprint = fingerprintOf(host, sensed);
  const memory = joinPath(runPlaces(host, universe.id, 1).state, "watched");
  if (fingerprint === current?.fingerprint) return current;
  if (current === undefined && fingerprint === (await host.files.readText(memory))?.trim())
    return current;
  current?.abort.abort(newerEpoch);
  if (sensed.delta.changes.length === 0 || signal.aborted) {
    await current?.done;
    return undefined;
  }
  const names = sensed.reached.map((one) => one.service);
  const stopped = [
    ...exceptedOwners(sensed, options.except),
    ...obstacles(
      sensed,
      names.filter((name) => !options.except.includes(name)),
    ),
  ];
  if (stopped.length > 0) {
    options.report.blocked?.(stopped);
    await current?.done;
    return undefined;
  }
  const next = await start(host, sensed, options, fingerprint, memory);
  // The older cascade is still clearing away what it made; whoever waits for this one waits for that, too.
  return { ...next, done: Promise.all([current?.done, next.done]).then(() => undefined) };
}

async function start(
  host: Host,
  sensed: Sensed,
  options: WatchOptions,
  fingerprint: string,
  memory: string,
): Promise<Current> {
  const { places, record } = await startRun(host, sensed, options, sensed.beforeSources);
  const abort = new AbortController();
  options.report.opened?.(record.epoch, sensed);
  const run = async (): Promise<void> => {
    try {
      const document = await runCascade(
        host,
        places,
        record,
        runEnvironment(sensed, options.templates, options.filling),
        { ...options.controls, signal: abort.signal },
      );
      if (document.outcome === "proposed" || document.outcome === "clean")
        await host.files.writeText(memory, `${fingerprint}\n`);
      if (!abort.signal.aborted) options.report.finished?.(document);
    } catch (error) {
      if (!(error instanceof HostError) && options.report.failed === undefined) throw error;
      options.report.failed?.(error);
    }
  };
  return { fingerprint, abort, done: run() };
}

/** What was sensed, as a digest: the same meaning on the same commits is not cascaded twice. */
const fingerprintOf = (host: Host, sensed: Sensed): string =>
  host.sha256(
    JSON.stringify([
      sensed.delta.changes.map(({ symbol, kind, from, to }) => [symbol, kind, from, to]),
      sensed.bases.map((base) => base.head ?? ""),
    ]),
  );

interface Bell {
  ring(): void;
  /** Until the bell rang since the last wait, or the time is over. */
  wait(host: Host, ms: number, signal: AbortSignal): Promise<void>;
  /** Until it has not rung for `ms`. */
  quiet(host: Host, ms: number, signal: AbortSignal): Promise<void>;
}

function createBell(): Bell {
  let rung = 0;
  let heard = 0;
  let wake = new AbortController();
  return {
    ring: () => {
      rung++;
      wake.abort();
    },
    wait: async (host, ms, signal) => {
      if (rung === heard && !signal.aborted) {
        wake = new AbortController();
        await host.clock.sleep(ms, wake.signal);
      }
    },
    quiet: async (host, ms, signal) => {
      do {
        heard = rung;
        if (!signal.aborted) await host.clock.sleep(ms);
      } while (heard !== rung && !signal.aborted);
    },
  };
}
