import { test } from "vitest";
import { killAndResume, seed } from "../support/kills.ts";
import { temporaryFolder } from "../support/repository.ts";
import { SmallUniverse } from "../support/small-universe.ts";

const moments = Number(process.env["FLYWHEEL_KILLS"] ?? "60");
/** What real compilers leave behind is cargo's and npm's own. */
const realMoments = Number(process.env["FLYWHEEL_REAL_KILLS"] ?? "1");

test(
  `kill -9 at ${moments} seeded moments: as it was or fully proposed, and resume goes on (seed ${seed})`,
  { timeout: 900_000 },
  () => killAndResume(new SmallUniverse(temporaryFolder(), "stand-ins"), moments),
);

test(
  `the same with real compilers, at ${realMoments} seeded moments (seed ${seed})`,
  { timeout: 600_000 },
  () => killAndResume(new SmallUniverse(temporaryFolder()), realMoments),
);
