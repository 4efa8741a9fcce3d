import assert from "node:assert/strict";
import { test } from "node:test";

import { dump, load } from "../src/custom/journal.ts";
import { planOf } from "../src/custom/report.ts";
import { at, call, ctx, scene, today } from "./builders.ts";

test("a call has an agent and keeps it", async () => {
  const { harbour } = scene();
  const visit = { callSign: "DEMO1", eta: at("06:00"), stay: 1, remark: undefined };
  const made = await harbour.announceCall(visit, ctx);
  assert.ok("agent" in made && typeof made.agent === "string");
  assert.equal(load(dump([call({ agent: "Lund" })]))[0]?.agent, "Lund");
});

test("nobody is on duty where nobody calls", () => {
  assert.equal(planOf(today, [], []).pilotsOnDuty, 0);
});
