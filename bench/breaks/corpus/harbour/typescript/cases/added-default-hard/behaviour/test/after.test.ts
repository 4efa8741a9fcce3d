import assert from "node:assert/strict";
import { test } from "node:test";

import { dump, load, readCall } from "../src/custom/journal.ts";
import { at, call, ctx, scene } from "./builders.ts";

test("the journal keeps a priority", () => {
  assert.equal(load(dump([call({ priority: 5 })]))[0]?.priority, 5);
});

test("a new call has the priority of all others", async () => {
  const { harbour } = scene();
  const visit = { callSign: "DEMO1", eta: at("06:00"), stay: 1, remark: undefined };
  const made = await harbour.announceCall(visit, ctx);
  assert.ok("priority" in made && made.priority === 0);
});

test("an old line of the journal has the priority of all others", () => {
  const line =
    '{"no":"8","ship":"D","name":"A","state":"moored","eta":"2026-03-01T06:00:00.000Z","stay":9,"draft":7,"remarks":[]}';
  assert.equal(readCall(line).priority, 0);
});
