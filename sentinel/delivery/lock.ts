import type { Host } from "#intent";
import { joinPath } from "../universe/paths.ts";

const waitMs = 25;

/**
 * Runs `body` while no other process delivers in this universe. The lock names its owner; one whose owner is dead is
 * taken over, so that a crash needs no hand to clean up.
 */
export async function withDeliveryLock<T>(host: Host, state: string, body: () => Promise<T>): Promise<T> {
  const path = joinPath(state, "delivery.lock");
  while (!(await host.files.createExclusive(path, `${host.platform.pid}\n`))) {
    const text = await host.files.readText(path);
    const owner = Number(text?.trim() || "0");
    if (text !== undefined && owner > 0 && owner !== host.platform.pid && !host.processes.alive(owner)) {
      // Renamed first: of two that find the dead owner, one wins the rename and the other looks again.
      const stale = `${path}.${host.randomId()}`;
      await host.files.rename(path, stale).catch(() => undefined);
      await host.files.remove(stale);
    } else await host.clock.sleep(waitMs);
  }
  try {
    return await body();
  } finally {
    await host.files.remove(path);
  }
}
