import assert from "node:assert/strict";
import { test } from "node:test";

import { billOf } from "../src/custom/fees.ts";
import { fleetSummary } from "../src/custom/report.ts";
import { aurora, call } from "./builders.ts";

test("tons are counted exactly", async () => {
  async function* ships() {
    yield { ...aurora, grossTonnage: 9_007_199_254_740_993n };
    yield { ...aurora, grossTonnage: 2n };
  }
  assert.equal(await fleetSummary(ships()), "2 ships, 9007199254740995 GT, longest Aurora");
  const { fees } = billOf(call(), { ...aurora, grossTonnage: 5n }, undefined);
  assert.deepEqual(fees[1], { kind: "tonnage", cents: 15n, text: "GT 5" });
});
