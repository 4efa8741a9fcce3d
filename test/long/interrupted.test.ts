import { expect, test } from "vitest";
import { complete, killAndResume, pause, run, seed } from "../support/kills.ts";
import { random } from "../support/random.ts";
import { temporaryFolder } from "../support/repository.ts";
import { ended, SmallUniverse, smallServices } from "../support/small-universe.ts";

// The other moments, and those with real compilers, are in test/long.
const moments = 12;

test(
  `kill -9 at ${moments} seeded moments: as it was or fully proposed, and resume goes on (seed ${seed})`,
  { timeout: 300_000 },
  () => killAndResume(new SmallUniverse(temporaryFolder(), "stand-ins"), moments),
);

test(
  "Ctrl-C at ten moments ends with 130, and the repositories are as they were",
  { timeout: 300_000 },
  async () => {
    const universe = new SmallUniverse(temporaryFolder(), "stand-ins");
    universe.addField();
    const before = universe.states();
    const next = random(seed + 1);
    let caught = 0;
    for (let round = 0; round < 10; round++) {
      universe.restore();
      universe.addField();
      const child = universe.start(["cascade", "--quiet"]);
      // The handler is installed first of all; before that Node itself ends the process.
      await pause(150 + next() * 900);
      child.kill("SIGINT");
      const { exit, signal } = await ended(child);
      if (exit === 0) continue;
      if (signal === "SIGINT") {
        // On a busy machine Node itself may not have started yet.
        expect(universe.states()).toEqual(before);
        continue;
      }
      caught++;
      expect(exit).toBe(130);
      expect(universe.states()).toEqual(before);
      const here = round % 2 === 1;
      const again = await run(universe, here, "resume");
      expect(again.exit, again.stderr + again.stdout).toBe(0);
      if (!complete(universe)) expect((await run(universe, here, "cascade")).exit).toBe(0);
      expect(Object.keys(universe.drafts())).toEqual([...smallServices]);
      universe.checkNothingLeft();
    }
    expect(caught).toBeGreaterThan(0);
  },
);

test(
  "what a repair asks that Ctrl-C cuts off is asked of nobody",
  { timeout: 300_000 },
  async () => {
    const universe = new SmallUniverse(temporaryFolder());
    universe.rename();
    const before = universe.states();
    const child = universe.start(["mechanic", "repair", "door"]);
    let said = "";
    child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const events = (type: string): ReturnType<SmallUniverse["log"]> =>
      universe.log(1).filter((event) => event.type === type && event.stage !== undefined);
    await expect
      .poll(() => events("stage-started").map(({ stage }) => stage), { timeout: 120_000 })
      .toContain("repair");
    child.kill("SIGINT");
    expect(await ended(child)).toEqual({ exit: 130, signal: null });
    expect(said).not.toContain("asks");
    expect(events("stage-finished").find(({ stage }) => stage === "repair")).toMatchObject({
      outcome: "aborted",
    });
    expect(universe.log(1).filter(({ type }) => type === "hole")).toEqual([]);
    expect(universe.states()).toEqual(before);
  },
);
