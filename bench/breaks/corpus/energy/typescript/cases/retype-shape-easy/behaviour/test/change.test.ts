import assert from "node:assert/strict";
import { test } from "node:test";

import { meterLabel } from "../src/custom/report.ts";
import { aMeter, aSite } from "../src/generated.metering.ts";

test("a meter is told by the end of its number", () => {
  const site = aSite({ street: "Mill Lane 5" });
  const meter = aMeter({ serial: 900_719_925_474_0993n, kind: "mechanical", site });
  assert.equal(meterLabel(meter), "Ferraris meter …0993, Mill Lane 5");
});
