import assert from "node:assert/strict";
import { test } from "node:test";

import { Credits } from "../src/custom/outages.ts";
import { aOutage } from "../src/generated.metering.ts";
import { at, contract } from "./builders.ts";

test("a credit is no goodwill", () => {
  const outage = aOutage({ id: 1n, cause: "fault", beganAt: at(1), endedAt: at(2), meters: [4] });
  assert.deepEqual(
    new Credits().grant(outage, () => contract()),
    [{ outage: 1n, contract: 1, length: 3_600_000, cents: 150n, goodwill: false }],
  );
});
