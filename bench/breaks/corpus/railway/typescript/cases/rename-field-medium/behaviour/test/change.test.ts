import assert from "node:assert/strict";
import { test } from "node:test";

import { dutyFor } from "../src/custom/roster.ts";
import { problemOf, timeOf, Timetable } from "../src/custom/timetable.ts";
import { aStop } from "../src/generated.ts";
import { at, train } from "./fixtures.ts";

const stops = [
  aStop({ station: "BER", leavesAt: at("07:05") }),
  aStop({ station: "HAM", arrivesAt: at("08:50"), leavesAt: at("08:40") }),
];

test("what leaves is on the board, in its duty and checked", () => {
  assert.deepEqual(stops.map(timeOf), [at("07:05"), at("08:40")]);
  assert.equal(problemOf(stops), "time runs backwards at HAM");
  assert.deepEqual(dutyFor(train({ stops }), 7, 0).beginsAt, at("06:50"));
  const timetable = new Timetable();
  timetable.add(train({ stops }));
  assert.deepEqual(timetable.departures("BER", at("06:00"), 1)[0]?.plannedAt, at("07:05"));
});
