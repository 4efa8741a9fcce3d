import assert from "node:assert/strict";
import { test } from "node:test";

import { zoneTitle } from "../src/custom/report.ts";
import { aGridZone } from "../src/generated.metering.ts";
import { ctx, start } from "./builders.ts";

test("a zone's title names who runs it", async () => {
  const zone = aGridZone({ code: "S2", name: "South", runBy: "Southern Grid", level: "medium" });
  assert.equal(zoneTitle(zone), "South (S2, medium voltage), run by Southern Grid");
  const report = await start().supply.reportZone({ zone: "N1" }, ctx);
  assert.ok("title" in report && report.title.endsWith("run by Grid & Sons"));
});
