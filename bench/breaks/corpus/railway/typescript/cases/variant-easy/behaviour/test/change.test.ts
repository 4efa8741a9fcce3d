import assert from "node:assert/strict";
import { test } from "node:test";

import { compensation, delayText, DisruptionLog } from "../src/custom/disruptions.ts";
import { aDisruption } from "../src/generated.ts";
import { at } from "./fixtures.ts";

test("people on the tracks are reported, told and counted", () => {
  const late = aDisruption({ cause: "trespass", minutes: 60 });
  assert.match(delayText("S 1", late), /^S 1 is 1 h 00 min late because of .+\.$/);
  assert.equal(compensation(late).share, 0.25);
  const log = new DisruptionLog();
  log.report({ trainId: 1, cause: "trespass", minutes: 7, reportedAt: at("08:00") });
  assert.deepEqual([...log.minutesByBlame().values()], [7]);
});
