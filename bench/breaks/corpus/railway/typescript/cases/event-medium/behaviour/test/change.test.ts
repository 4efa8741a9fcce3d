import assert from "node:assert/strict";
import { test } from "node:test";

import { at, ctx, start, train } from "./fixtures.ts";

test("places are announced in their order", async () => {
  const { traffic, tools, released } = start();
  tools.state.timetable.add(train());
  const wish = { trainId: 1, ticketNumber: 5001n, count: 2, kind: "table" } as const;
  await traffic.reserveSeats(wish, ctx);
  await traffic.releaseSeats({ number: 5001n, at: at("06:30") }, ctx);
  assert.deepEqual(released, [
    {
      trainId: 1,
      seats: [
        { coach: 12, seat: 9 },
        { coach: 12, seat: 10 },
      ],
    },
  ]);
});
