import assert from "node:assert/strict";
import { test } from "node:test";

import { vesselTitle } from "../src/custom/report.ts";
import { at, aurora, ctx, scene } from "./builders.ts";

test("a ship whose names are the same is called by it", async () => {
  const vessel = { ...aurora, registeredName: "Borealis", name: "Borealis" };
  assert.match(vesselTitle(vessel), /^BOREALIS/);
  const { harbour } = scene({ vessels: [vessel] });
  const visit = { callSign: "DEMO1", eta: at("06:00"), stay: 1, remark: undefined };
  const made = await harbour.announceCall(visit, ctx);
  assert.ok("vesselName" in made && made.vesselName === "Borealis");
});
