import { HostError, type Host } from "#intent";
import { joinPath } from "../universe/paths.ts";

const waitMs = 25;
/** A lock without an owner was being written when its process died; writing takes far less than this. */
const namelessMs = 2000;
/** Deliveries take seconds; a process id may be alive and belong to a stranger by now. */
const patienceMs = 120_000;

/**
 * Runs `body` while no other process delivers in this universe. The lock names its owner; one whose owner is dead is
 * taken over, so that a crash needs no hand to clean up. Throws {@link HostError} where an owner that lives keeps it for
 * two minutes.
 */
export async function withDeliveryLock<T>(
  host: Host,
  state: string,
  body: () => Promise<T>,
): Promise<T> {
  const path = joinPath(state, "delivery.lock");
  const since = host.clock.monotonicMs();
  let refused: string | undefined;
  while (!(await host.files.createExclusive(path, `${host.platform.pid}\n`))) {
    const text = await host.files.readText(path);
    const owner = ownerOf(text);
    const waited = host.clock.monotonicMs() - since;
    if (waited > patienceMs) throw kept(path, owner, refused);
    const dead =
      owner === undefined
        ? waited > namelessMs
        : owner !== host.platform.pid && !host.processes.alive(owner);
    if (text !== undefined && dead) {
      // Renamed first: of two that find the dead owner, one wins the rename and the other looks again.
      const stale = `${path}.${host.randomId()}`;
      refused = await renamed(host, path, stale);
      await host.files.remove(stale);
      if (refused !== undefined) await host.clock.sleep(waitMs);
    } else await host.clock.sleep(waitMs);
  }
  try {
    return await body();
  } finally {
    await host.files.remove(path);
  }
}

/** Renames a lock; gives the reason where that is not to be, such as that somebody else was first. */
async function renamed(host: Host, from: string, to: string): Promise<string | undefined> {
  try {
    await host.files.rename(from, to);
    return undefined;
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    return error.message;
  }
}

function ownerOf(text: string | undefined): number | undefined {
  const owner = Number((text ?? "").trim() || "0");
  return Number.isSafeInteger(owner) && owner > 0 ? owner : undefined;
}

const kept = (path: string, owner: number | undefined, refused: string | undefined): HostError =>
  new HostError(
    "delivery-locked",
    `another delivery of this universe has held its lock for two minutes (${owner === undefined ? "no owner" : `process ${owner}`}): ${path}${refused === undefined ? "" : `; it could not be taken over: ${refused}`}`,
    {
      path,
      cure: "wait for it to end; where no Flywheel runs any more, remove this file",
    },
  );
