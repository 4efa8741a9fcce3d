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
    for (let round = 0; round < 10; round++) {
      universe.restore();
      universe.addField();
      const child = universe.start(["cascade", "--quiet"]);
      // The handler is installed first of all; before that Node itself ends the process.
      await pause(150 + next() * 900);
      child.kill("SIGINT");
      const { exit } = await ended(child);
      if (exit === 0) continue;
      expect(exit).toBe(130);
      expect(universe.states()).toEqual(before);
      const here = round % 2 === 1;
      const again = await run(universe, here, "resume");
      expect(again.exit, again.stderr + again.stdout).toBe(0);
      if (!complete(universe)) expect((await run(universe, here, "cascade")).exit).toBe(0);
      expect(Object.keys(universe.drafts())).toEqual([...smallServices]);
      universe.checkNothingLeft();
    }
  },
);
