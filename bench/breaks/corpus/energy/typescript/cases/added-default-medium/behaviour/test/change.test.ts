import assert from "node:assert/strict";
import { test } from "node:test";

import { BillBuilder } from "../src/custom/bills.ts";
import { Credits } from "../src/custom/outages.ts";
import { aOutage } from "../src/generated.metering.ts";
import { at, contract, tariff } from "./builders.ts";

test("every line has its tax", () => {
  const credits = new Credits();
  const outage = aOutage({ cause: "fault", beganAt: at(1), endedAt: at(2), meters: [4] });
  credits.grant(outage, () => contract());
  const { lines } = new BillBuilder(contract(), "2026-03-01", "2026-03-03")
    .standing(tariff())
    .feedIn(2, 16n)
    .with(credits.settle(1))
    .build(1, at(9), "2026-03-03");
  assert.deepEqual(
    lines.map(({ kind, taxPercent }) => [kind, taxPercent]),
    [
      ["standing", 20],
      ["credit", 20],
      ["feed-in", 20],
    ],
  );
});
