import assert from "node:assert/strict";
import { test } from "node:test";

import { ctx, start, ticket, train } from "./fixtures.ts";

test("only those who are known are told", async () => {
  const tickets = [ticket(), ticket({ number: 5002n, passengerId: undefined })];
  const { traffic, tools, told, cancelled } = start({}, { ticketsOfTrain: async () => tickets });
  tools.state.timetable.add(train());
  await traffic.cancelTrain({ id: 1, cause: "weather" }, ctx);
  assert.deepEqual(
    told.map(({ passengerId }) => passengerId),
    [12],
  );
  assert.equal(cancelled.length, 1);
});
