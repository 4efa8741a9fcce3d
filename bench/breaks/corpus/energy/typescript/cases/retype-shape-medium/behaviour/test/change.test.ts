import assert from "node:assert/strict";
import { test } from "node:test";

import { Credits, outageLine } from "../src/custom/outages.ts";
import { readingLine } from "../src/custom/report.ts";
import { aOutage, aReading } from "../src/generated.metering.ts";
import { at, contract } from "./builders.ts";

test("each meter of an outage is looked up", () => {
  const asked: number[] = [];
  const meters = [{ meter: 7 }, { meter: 4, backAt: at(2) }];
  const outage = aOutage({ zone: "N1", cause: "fault", beganAt: at(1), endedAt: at(3), meters });
  const granted = new Credits().grant(outage, (meter) => {
    asked.push(meter);
    return meter === 4 ? contract() : undefined;
  });
  assert.deepEqual(asked, [7, 4]);
  assert.equal(granted.length, 1);
  assert.equal(outageLine(outage), "2026-03-01 N1 fault: 2 meters");
});

test("a note is read by its text", () => {
  const line = readingLine(aReading({ takenAt: at(1), note: { text: "stuck", author: "Bob" } }));
  assert.ok(line.includes("stuck"));
  assert.ok(!line.includes("[object"));
});
