import assert from "node:assert/strict";
import { test } from "node:test";

import { aVesselScrapped } from "../src/generated.registry.ts";
import { at, aurora, call, ctx, scene, today } from "./builders.ts";

test("a call has the draft of its ship as a number", async () => {
  const { harbour } = scene({ vessels: [{ ...aurora, draft: "6.25" }] });
  const visit = { callSign: "DEMO1", eta: at("06:00"), stay: 1, remark: undefined };
  const made = await harbour.announceCall(visit, ctx);
  assert.ok("eta" in made && made.draft === 6.25);
});

test("a ship that is scrapped leaves the calls of others alone", async () => {
  const { harbour, book } = scene({ calls: [call(), call({ id: 8n, callSign: "OTHER" })] });
  await harbour.strike(aVesselScrapped({ callSign: "DEMO1", day: today }), ctx);
  assert.equal(book.find(8n)?.state, "announced");
});
