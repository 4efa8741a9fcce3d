import assert from "node:assert/strict";
import { test } from "node:test";

import { vesselTitle } from "../src/custom/report.ts";
import { aVessel } from "../src/generated.registry.ts";

test("a title has the name alone", () => {
  const vessel = aVessel({ name: "Rory", imo: 9_074_729, kind: "tug", flag: "NO" });
  assert.equal(vesselTitle(vessel), "RORY (IMO 9074729, tug, NO)");
});
