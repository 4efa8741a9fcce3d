import assert from "node:assert/strict";
import { test } from "node:test";

import { billOf } from "../src/custom/fees.ts";
import { fleetSummary } from "../src/custom/report.ts";
import { aurora, call } from "./builders.ts";

test("the tonnage is on the bill and in the fleet", async () => {
  const vessel = { ...aurora, tonnage: 100 };
  const { fees } = billOf(call(), vessel, undefined);
  const fee = fees.find(({ kind }) => kind === "tonnage");
  assert.deepEqual(fee, { kind: "tonnage", cents: 300n, text: "GT 100" });
  async function* ships() {
    yield vessel;
    yield vessel;
  }
  assert.equal(await fleetSummary(ships()), "2 ships, 200 GT, longest Aurora");
});
