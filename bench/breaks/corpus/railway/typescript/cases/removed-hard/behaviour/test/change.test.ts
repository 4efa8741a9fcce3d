import assert from "node:assert/strict";
import { test } from "node:test";

import { compensation, DisruptionLog, reasonText } from "../src/custom/disruptions.ts";
import { aDisruption } from "../src/generated.ts";
import { at } from "./fixtures.ts";

test("what is left keeps its meaning", () => {
  assert.equal(reasonText("vehicle"), "a fault in a vehicle");
  assert.equal(compensation(aDisruption({ cause: "weather", minutes: 60 })).reason, "goodwill");
  const log = new DisruptionLog();
  log.report({ trainId: 1, cause: "vehicle", minutes: 7, reportedAt: at("08:00") });
  assert.deepEqual([...log.minutesByBlame()], [["operator", 7]]);
});

test("a report from earlier still has words", () => {
  const { cause } = JSON.parse('{"cause":"staff"}');
  assert.ok(reasonText(cause).length > 0);
});
