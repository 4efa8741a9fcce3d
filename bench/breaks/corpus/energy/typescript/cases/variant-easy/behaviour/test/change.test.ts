import assert from "node:assert/strict";
import { test } from "node:test";

import { Credits, outageLine } from "../src/custom/outages.ts";
import { aOutage } from "../src/generated.metering.ts";
import { at, contract } from "./builders.ts";

test("a flood is known, and others are worth what they were", () => {
  const credits = new Credits();
  const outage = aOutage({
    zone: "N1",
    cause: "flood",
    beganAt: at(1),
    endedAt: at(2),
    meters: [4],
  });
  assert.equal(outageLine(outage), "2026-03-01 N1 flood: 1 meters");
  assert.ok(credits.grant(outage, () => contract()).every(({ cents }) => cents > 0n));
  const fault = aOutage({ ...outage, id: 99n, cause: "fault" });
  assert.equal(credits.grant(fault, () => contract())[0]?.cents, 150n);
});
