import { expect } from "vitest";
import { random } from "./random.ts";
import type { Ran } from "./tools.ts";
import { ended, type SmallUniverse } from "./small-universe.ts";

export const seed = Number(process.env["FLYWHEEL_SEED"] ?? "20261121");
export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Whether each repository holds one draft of one epoch. */
export const complete = (universe: SmallUniverse): boolean => {
  const drafts = Object.values(universe.drafts());
  return drafts.every((names) => names.length === 1) && new Set(drafts.flat()).size === 1;
};

/**
 * What goes on after the end of a process finds what that left on the disk. Every third time it is a process of its own,
 * as a user would have it; in between it runs in this one, which is cheaper by far.
 */
export const run = (
  universe: SmallUniverse,
  here: boolean,
  verb: "resume" | "cascade",
): Ran | Promise<Ran> =>
  here ? universe.runHere([verb, "--quiet"]) : universe.run([verb, "--quiet"]);

/** Cascades that are killed at moments spread over their whole duration, each resumed. */
export async function killAndResume(universe: SmallUniverse, count: number): Promise<void> {
  universe.addField();
  const before = universe.states();
  const started = performance.now();
  expect(universe.run(["cascade", "--quiet"]).exit).toBe(0);
  const durationMs = performance.now() - started;
  const next = random(seed);
  let resumed = 0;
  for (let schedule = 0; schedule < count; schedule++) {
    universe.restore();
    universe.addField();
    const at = next() * durationMs;
    const child = universe.start(["cascade", "--quiet"]);
    await pause(at);
    child.kill("SIGKILL");
    await ended(child);
    const message = `schedule ${schedule}, killed after ${Math.round(at)} ms`;
    const decided = universe.log(1).some((event) => event.type === "delivered");
    if (!decided && !Object.values(universe.drafts()).some((names) => names.length > 0))
      expect(universe.states(), message).toEqual(before);
    const killedAt = universe.log(1).at(-1)?.seq ?? 0;
    const finished = new Set(
      universe
        .log(1)
        .flatMap((event) =>
          event.type === "service-finished" && event.service !== undefined ? [event.service] : [],
        ),
    );
    const here = schedule % 3 !== 0;
    const again = await run(universe, here, "resume");
    expect(again.exit, `${message}\n${again.stderr}${again.stdout}`).toBe(0);
    if (!complete(universe)) {
      // It was killed before it had written down what it was about to do: there is no run, and nothing has happened.
      expect(universe.states(), message).toEqual(before);
      const fresh = await run(universe, here, "cascade");
      expect(fresh.exit, `${message}\n${fresh.stderr}${fresh.stdout}`).toBe(0);
    } else {
      resumed++;
      const restarted = universe
        .log(1)
        .filter(
          (event) =>
            event.seq > killedAt &&
            event.type === "tool-started" &&
            finished.has(event.service ?? ""),
        );
      expect(restarted, message).toEqual([]);
    }
    expect(complete(universe), message).toBe(true);
    universe.checkNothingLeft();
  }
  if (count > 10) expect(resumed).toBeGreaterThan(0);
}
