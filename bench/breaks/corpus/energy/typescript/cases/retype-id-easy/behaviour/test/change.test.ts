import assert from "node:assert/strict";
import { test } from "node:test";

import { Credits } from "../src/custom/outages.ts";
import { aOutage } from "../src/generated.metering.ts";
import { at, contract } from "./builders.ts";

test("an outage is credited once by its text", () => {
  const outage = aOutage({
    id: "S-9",
    cause: "storm",
    beganAt: at(1),
    endedAt: at(2),
    meters: [4],
  });
  const credits = new Credits();
  assert.equal(credits.grant(outage, () => contract()).length, 1);
  assert.equal(credits.grant({ ...outage }, () => contract()).length, 0);
  assert.equal(credits.grant({ ...outage, id: "S-10" }, () => contract()).length, 1);
  assert.equal(credits.settle(1)[0]?.label, "outage S-9 of 1 h");
});
