import assert from "node:assert/strict";
import { test } from "node:test";

import { ctx, start, train } from "./fixtures.ts";

test("a message has its text and nothing else", async () => {
  const { traffic, tools, told } = start();
  tools.state.timetable.add(train());
  await traffic.cancelTrain({ id: 1, cause: "weather" }, ctx);
  assert.deepEqual(told[0], {
    passengerId: 12,
    subject: "EC 176",
    body: "Dear No. 12, EC 176 does not run today.",
  });
  await traffic.reportDelay({ trainId: 1, minutes: 9, cause: "signal" }, ctx);
  assert.match(told[2]?.body ?? "", /EC 176 is 9 min late/);
});
