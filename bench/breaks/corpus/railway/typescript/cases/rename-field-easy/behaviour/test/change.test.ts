import assert from "node:assert/strict";
import { test } from "node:test";

import { boardLine, Timetable } from "../src/custom/timetable.ts";
import { aDeparture } from "../src/generated.ts";
import { at, train } from "./fixtures.ts";

test("a departure heads for the last stop", () => {
  const timetable = new Timetable();
  timetable.add(train());
  assert.equal(timetable.departures("BER", at("06:00"), 1)[0]?.headingFor, "CPH");
  const line = boardLine(
    aDeparture({
      label: "S 1",
      headingFor: "HAM",
      platform: "1",
      plannedAt: at("07:05"),
      delay: 0,
    }),
  );
  assert.equal(line, "07:05 S 1 → HAM, platform 1");
});
