import assert from "node:assert/strict";
import { test } from "node:test";

import { SeatsExhausted } from "../src/generated.ts";
import { ctx, start, train } from "./fixtures.ts";

test("a full train says so", async () => {
  const { traffic, tools } = start();
  tools.state.timetable.add(train());
  const answer = await traffic.reserveSeats(
    { trainId: 1, ticketNumber: 5001n, count: 21, kind: undefined },
    ctx,
  );
  assert.ok(answer instanceof SeatsExhausted);
  assert.deepEqual([answer.trainId, answer.wanted], [1, 21]);
});
