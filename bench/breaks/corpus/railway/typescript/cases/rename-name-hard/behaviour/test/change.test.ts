import assert from "node:assert/strict";
import { test } from "node:test";

import { compensation, DisruptionLog, isUrgent, reasonText } from "../src/custom/disruptions.ts";
import { aDisruption } from "../src/generated.ts";
import { at } from "./fixtures.ts";

test("rolling stock is told, blamed and urgent as vehicles were", () => {
  const one = aDisruption({ cause: "rolling-stock", minutes: 1 });
  assert.equal(reasonText("rolling-stock"), "a fault in a vehicle");
  assert.ok(isUrgent(one));
  assert.equal(compensation({ cause: "rolling-stock", minutes: 60 }).reason, "delay");
  const log = new DisruptionLog();
  log.report({ trainId: 1, cause: "rolling-stock", minutes: 7, reportedAt: at("08:00") });
  assert.deepEqual([...log.minutesByBlame()], [["operator", 7]]);
});
