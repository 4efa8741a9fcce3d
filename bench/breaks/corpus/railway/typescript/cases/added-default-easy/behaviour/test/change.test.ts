import assert from "node:assert/strict";
import { test } from "node:test";

import { Timetable } from "../src/custom/timetable.ts";
import { at, train } from "./fixtures.ts";

test("a train is no bus", () => {
  const timetable = new Timetable();
  timetable.add(train());
  const [first] = timetable.departures("BER", at("06:00"), 1);
  assert.equal(first?.byBus, false);
  assert.equal(first.delay, 0);
});
