import assert from "node:assert/strict";
import { test } from "node:test";

import { boardLine, Timetable } from "../src/custom/timetable.ts";
import { aDeparture } from "../src/generated.ts";
import { at, train } from "./fixtures.ts";

test("a board has the delay in milliseconds", () => {
  const timetable = new Timetable();
  timetable.add(train());
  timetable.setDelay(1, 9);
  const [first] = timetable.departures("BER", at("06:00"), 1);
  assert.equal(first?.delay, 540_000n);
  assert.ok(first);
  assert.equal(boardLine(first), "07:05 EC 176 → CPH, platform 3 (+9, 07:14)");
});

test("a train without a delay has none on the board", () => {
  const line = boardLine(
    aDeparture({ label: "S 1", towards: "HAM", platform: "1", plannedAt: at("07:05"), delay: 0n }),
  );
  assert.equal(line, "07:05 S 1 → HAM, platform 1");
});
