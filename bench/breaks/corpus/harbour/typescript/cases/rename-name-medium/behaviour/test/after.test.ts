import assert from "node:assert/strict";
import { test } from "node:test";

import { merged, windowLabel } from "../src/custom/tides.ts";
import { planOf } from "../src/custom/report.ts";
import { aTideWindow } from "../src/generated.tides.ts";
import { at, today } from "./builders.ts";

test("windows are merged and planned under their new name", () => {
  const window = aTideWindow({ opens: at("05:00"), lasts: 3_600_000, minDepth: 8 });
  const windows = merged([window, window]);
  assert.deepEqual(windows.map(windowLabel), ["05:00-06:00, 8.0 m"]);
  assert.deepEqual(planOf(today, [], windows).windows, windows);
});
