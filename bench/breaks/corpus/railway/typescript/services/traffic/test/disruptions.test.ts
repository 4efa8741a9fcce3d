import assert from "node:assert/strict";
import { test } from "node:test";

import {
  compensation,
  delayText,
  DisruptionLog,
  isUrgent,
  punctuality,
  punctualityTable,
  reasonText,
} from "../src/custom/disruptions.ts";
import { aDisruption } from "../src/generated.ts";
import type { Cause } from "../src/generated.ts";
import { at, train } from "./fixtures.ts";

const report = (trainId: number, cause: Cause, minutes: number, clock = "08:00") => ({
  trainId,
  cause,
  minutes,
  reportedAt: at(clock),
});

test("every cause has its words", () => {
  assert.equal(reasonText("staff"), "staff who are missing");
  const { cause } = JSON.parse('{"cause":"strike"}');
  assert.equal(reasonText(cause), "operational reasons");
});

test("a passenger reads how late a train is", () => {
  const late = aDisruption({ cause: "weather", minutes: 70, note: " Use the S 1. " });
  assert.equal(
    delayText("EC 176", late),
    "EC 176 is 1 h 10 min late because of bad weather. Use the S 1.",
  );
  assert.equal(
    delayText("S 1", aDisruption({ cause: "signal", minutes: 9 })),
    "S 1 is 9 min late because of a fault in a signal.",
  );
});

test("compensation grows with the delay", () => {
  assert.deepEqual(compensation(report(1, "staff", 59)), { share: 0, reason: "delay" });
  assert.deepEqual(compensation(report(1, "staff", 60)), { share: 0.25, reason: "delay" });
  assert.deepEqual(compensation(report(1, "weather", 121)), { share: 0.5, reason: "goodwill" });
});

test("an hour is urgent, and so is a broken vehicle", () => {
  assert.ok(isUrgent(aDisruption({ cause: "signal", minutes: 60 })));
  assert.ok(!isUrgent(aDisruption({ cause: "signal", minutes: 59 })));
  assert.ok(isUrgent(aDisruption({ cause: "vehicle", minutes: 1 })));
});

test("the last report of a train counts for the blame", () => {
  const log = new DisruptionLog();
  log.report(report(1, "signal", 10));
  log.report(report(1, "staff", 25));
  log.report(report(2, "weather", 5));
  log.report(report(3, "vehicle", 7));
  assert.deepEqual(
    [...log.minutesByBlame()],
    [
      ["operator", 32],
      ["nobody", 5],
    ],
  );
  assert.equal(log.latest(1)?.id, 2);
  assert.equal(log.latest(9), undefined);
});

test("the worst reports come first, the newest among equals", () => {
  const log = new DisruptionLog();
  log.report(report(1, "signal", 10, "08:00"));
  log.report(report(2, "signal", 10, "09:00"));
  log.report(report(3, "signal", 40, "07:00"));
  assert.deepEqual(
    log.worst(2).map(({ trainId }) => trainId),
    [3, 2],
  );
});

test("punctuality is told by category", () => {
  const trains = [
    train(),
    train({ id: 2 }),
    train({ id: 3, category: "suburban", cancelled: true }),
  ];
  const rows = punctuality(trains, (id) => (id === 2 ? 420_000 : 360_000));
  assert.deepEqual(rows, [
    { category: "express", trains: 2, onTime: 1, share: 0.5, worst: 420_000 },
    { category: "suburban", trains: 1, onTime: 0, share: 0, worst: 0 },
  ]);
  assert.equal(
    punctualityTable(rows.toReversed()),
    "category,trains,on time,share,worst\nExpress,2,1,50.0 %,7 min\nSuburban,1,0,0.0 %,0 min",
  );
});
