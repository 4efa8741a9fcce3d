import assert from "node:assert/strict";
import { test } from "node:test";

import { TrainUnknown } from "../src/generated.sales.ts";
import { ctx, start, train } from "./fixtures.ts";

test("a train that sales does not know can be late", async () => {
  const { traffic, tools, told, refunds, delayed } = start(
    {},
    {
      ticketsOfTrain: async ({ trainId }) => new TrainUnknown({ trainId }),
    },
  );
  tools.state.timetable.add(train());
  await traffic.reportDelay({ trainId: 1, minutes: 65, cause: "staff" }, ctx);
  assert.deepEqual([told.length, refunds.length, delayed.length], [0, 0, 1]);
});
