import assert from "node:assert/strict";
import { test } from "node:test";

import { compensation, delayText, DisruptionLog, isUrgent } from "../src/custom/disruptions.ts";
import { aDisruption } from "../src/generated.ts";
import { at, ctx, start, train } from "./fixtures.ts";

const minute = 60_000;

test("a report in minutes is kept as a duration", async () => {
  const { traffic, tools, told } = start();
  tools.state.timetable.add(train());
  const kept = await traffic.reportDelay({ trainId: 1, minutes: 65, cause: "staff" }, ctx);
  assert.ok("minutes" in kept);
  assert.equal(kept.minutes, 65 * minute);
  assert.equal(tools.state.timetable.delayOf(1), 65 * minute);
  assert.match(told[0]?.body ?? "", /1 h 05 min late/);
});

test("steps, words and sums hold of durations", () => {
  const late = aDisruption({ cause: "staff", minutes: 59 * minute });
  assert.equal(compensation(late).share, 0);
  assert.equal(compensation({ ...late, minutes: 60 * minute }).share, 0.25);
  assert.match(delayText("S 1", late), /S 1 is 59 min late/);
  assert.ok(!isUrgent(late));
  const log = new DisruptionLog();
  log.report({ trainId: 1, cause: "staff", minutes: 25 * minute, reportedAt: at("08:00") });
  assert.deepEqual([...log.minutesByBlame()], [["operator", 25]]);
});
