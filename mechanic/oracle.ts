import type { GateResult, Host, Oracle, RepairRequest } from "#intent";

/** What an oracle needs to ask the compiler: the check gate over the run tree as it lies there. */
export type RunCheck = (cycle: number) => Promise<GateResult>;

/**
 * Lets the compiler judge texts without leaving them: writes the overlay, runs the check gate, writes the former texts
 * back, also when the check throws. Checks queue up, because two overlays in one tree would judge each other. After
 * `deadlineMs` (of the host's monotonic clock) or a cancellation it answers with a failed gate and starts nothing.
 */
export function createOracle(
  host: Host,
  request: RepairRequest,
  runCheck: RunCheck,
  deadlineMs: number,
): Oracle {
  let rounds = 0;
  let queue: Promise<unknown> = Promise.resolve();
  const check = async (overlay: ReadonlyMap<string, string>): Promise<GateResult> => {
    const stopped = request.signal.aborted
      ? "The run was cancelled."
      : host.clock.monotonicMs() > deadlineMs
        ? outOfTime(request)
        : undefined;
    if (stopped !== undefined)
      return { gate: "check", status: "failed", reason: stopped, diagnostics: [], files: 0, ms: 0 };
    rounds += 1;
    const former = new Map<string, string | undefined>();
    try {
      for (const [path, text] of overlay) {
        const before = await host.files.readText(`${request.root}/${path}`);
        if (before === text) continue;
        former.set(path, before);
        await host.files.writeText(`${request.root}/${path}`, text);
      }
      return await runCheck(rounds);
    } finally {
      for (const [path, text] of former) {
        if (text === undefined) await host.files.remove(`${request.root}/${path}`);
        else await host.files.writeText(`${request.root}/${path}`, text);
      }
    }
  };
  return {
    check: (overlay) => {
      const result = queue.then(() => check(overlay));
      queue = result.catch(() => undefined);
      return result;
    },
    get rounds() {
      return rounds;
    },
  };
}

/** The sentence for a repair that ran out of its minutes. */
export const outOfTime = (request: RepairRequest): string =>
  `The repair of ${request.service.name} used up its ${request.limits.minutes} minutes; raise \`:minutes\` in the intent's limits or repair by hand.`;
