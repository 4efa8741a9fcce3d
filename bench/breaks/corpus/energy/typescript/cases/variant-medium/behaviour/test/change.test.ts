import assert from "node:assert/strict";
import { test } from "node:test";

import { isSteady, largest } from "../src/custom/market.ts";
import { plantLabel } from "../src/custom/report.ts";

test("geothermal plants may be large, and the others are as they were", () => {
  assert.ok(largest("geothermal") > 0);
  assert.deepEqual([largest("solar"), largest("wind"), largest("hydro")], [30, 100, 500]);
  assert.equal(isSteady("solar"), false);
  assert.ok(!plantLabel("geothermal", 2).startsWith("?"));
  assert.equal(plantLabel("wind", 2), "≋ 2.0 kW");
});
