import type { GateResult, Host, Oracle, RepairRequest } from "#intent";

/**
 * What an oracle needs to ask the compiler: the check gate over the run tree as it lies there. Where the tree is likely to
 * be red, the errors that are found first are enough.
 */
export type RunCheck = (cycle: number, likelyRed?: boolean) => Promise<GateResult>;

/**
 * Lets the compiler judge texts without leaving them: writes the overlay, runs the check gate, writes the former texts
 * back, also when the check throws. Checks queue up, because two overlays in one tree would judge each other. Nobody else
 * writes into the tree meanwhile, so what was asked once is not asked again; `standing` is what the gate said of the tree
 * as it lies there. After `deadlineMs` (of the host's monotonic clock) or a cancellation it answers with a failed gate
 * and starts nothing.
 */
export function createOracle(
  host: Host,
  request: RepairRequest,
  runCheck: RunCheck,
  deadlineMs: number,
  standing?: GateResult,
): Oracle {
  let rounds = 0;
  // Repairs go step by step: where the compiler was not content, it is likely not to be so the next time.
  let red = standing?.status === "failed";
  const answers = new Map<string, GateResult>();
  const remember = (key: string, answer: GateResult): void => {
    // A tool that failed may do better next time; only a verdict on the code is one for good.
    if (answer.reason === undefined) answers.set(key, answer);
  };
  if (standing !== undefined) remember(keyOf(host, []), standing);
  let queue: Promise<unknown> = Promise.resolve();
  const check = async (overlay: ReadonlyMap<string, string>): Promise<GateResult> => {
    const stopped = request.signal.aborted
      ? "The run was cancelled."
      : host.clock.monotonicMs() > deadlineMs
        ? outOfTime(request)
        : undefined;
    if (stopped !== undefined)
      return { gate: "check", status: "failed", reason: stopped, diagnostics: [], files: 0, ms: 0 };
    const former = new Map<string, string | undefined>();
    for (const path of overlay.keys()) {
      const before = await host.files.readText(`${request.root}/${path}`);
      if (before !== overlay.get(path)) former.set(path, before);
    }
    const changed = [...former.keys()].sort();
    const key = keyOf(
      host,
      changed.map((path) => [path, overlay.get(path) ?? ""]),
    );
    const known = answers.get(key);
    if (known !== undefined) return known;
    rounds += 1;
    try {
      for (const path of changed)
        await host.files.writeText(`${request.root}/${path}`, overlay.get(path) ?? "");
      const answer = await runCheck(rounds, red);
      red = answer.status === "failed";
      remember(key, answer);
      return answer;
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
      // Whoever asked is told what it threw; the next one in the queue only waits for its end.
      queue = result.catch(() => undefined);
      return result;
    },
    get rounds() {
      return rounds;
    },
  };
}

const keyOf = (host: Host, changed: readonly (readonly [path: string, text: string])[]): string =>
  host.sha256(JSON.stringify(changed));

/** The sentence for a repair that ran out of its minutes. */
export const outOfTime = (request: RepairRequest): string =>
  `The repair of ${request.service.name} used up its ${request.limits.minutes} minutes; raise \`:minutes\` in the intent's limits or repair by hand.`;
