import assert from "node:assert/strict";
import { test } from "node:test";

import { Seating } from "../src/custom/seating.ts";
import { aCoach } from "../src/generated.ts";
import { ctx, start, train } from "./fixtures.ts";

test("only seats that are there are given", () => {
  const formation = [aCoach({ number: 5, travelClass: "business", seats: [3, 7], quiet: false })];
  const wish = { travelClass: "business", count: 1, kind: undefined, quiet: false } as const;
  const free = new Seating().free(train({ formation }), wish);
  assert.deepEqual(free, [
    { coach: 5, seat: 3 },
    { coach: 5, seat: 7 },
  ]);
});

test("everybody with a ticket is told", async () => {
  const { traffic, tools, told } = start();
  tools.state.timetable.add(train());
  await traffic.cancelTrain({ id: 1, cause: "weather" }, ctx);
  assert.deepEqual(
    told.map(({ passengerId }) => passengerId),
    [12, 13],
  );
});
