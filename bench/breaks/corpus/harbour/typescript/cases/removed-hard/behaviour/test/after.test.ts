import assert from "node:assert/strict";
import { test } from "node:test";

import { callLine } from "../src/custom/calls.ts";
import { dump, load } from "../src/custom/journal.ts";
import { call } from "./builders.ts";

test("a call is known by its number and call sign, and older lines are still read", () => {
  assert.match(callLine(call()), /^#7 DEMO1 .*at sea$/);
  assert.equal(load(dump([call({ id: 8n })]))[0]?.callSign, "DEMO1");
  const line =
    '{"no":"8","ship":"D","name":"A","state":"moored","eta":"2026-03-01T06:00:00.000Z","stay":9,"draft":7,"remarks":[]}';
  const [old] = load(line);
  assert.ok(old !== undefined && !("vesselName" in old));
});
