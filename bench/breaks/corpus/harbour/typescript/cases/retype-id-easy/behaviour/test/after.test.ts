import assert from "node:assert/strict";
import { test } from "node:test";

import { aTide, aTideCorrected } from "../src/generated.tides.ts";
import { at, ctx, scene } from "./builders.ts";

test("a correction is told once, under the id of its tide", async () => {
  const { harbour, lines } = scene();
  const tide = aTide({ id: "nk-0042", station: "NK", at: at("06:00"), height: 3 });
  const event = aTideCorrected({ tide, previous: 4, reason: "gauge" });
  await harbour.replan(event, ctx);
  await harbour.replan(event, ctx);
  assert.deepEqual(lines, ["tide nk-0042 corrected: gauge"]);
});
