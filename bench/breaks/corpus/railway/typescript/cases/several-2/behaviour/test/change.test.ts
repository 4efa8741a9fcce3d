import assert from "node:assert/strict";
import { test } from "node:test";

import { ctx, start, train } from "./fixtures.ts";

test("who is assigned is a driver of the train", async () => {
  const { traffic, tools } = start();
  tools.state.timetable.add(train());
  assert.deepEqual(tools.state.timetable.find(1)?.drivers, []);
  await traffic.assignDriver({ trainId: 1, driver: 7, pause: 1_800_000 }, ctx);
  assert.deepEqual(tools.state.timetable.find(1)?.drivers, [7]);
});

test("a planned train has no drivers, and a claim has its day", async () => {
  const { traffic, claimed } = start();
  const { label, category, day, stops, formation } = train();
  const planned = await traffic.planTrain({ label, category, day, stops, formation }, ctx);
  assert.ok("drivers" in planned);
  assert.deepEqual(planned.drivers, []);
  const found = { trainId: 1, description: "hat", colours: [], foundOn: "2026-03-01" };
  const { id } = await traffic.reportFound(found, ctx);
  await traffic.claimItem({ id, owner: 12 }, ctx);
  assert.equal(claimed[0]?.claimedOn, "2026-03-01");
});
