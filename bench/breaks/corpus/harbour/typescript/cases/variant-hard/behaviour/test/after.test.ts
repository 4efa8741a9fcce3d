import assert from "node:assert/strict";
import { test } from "node:test";

import { CallBook, isActive, mayBecome, signOf } from "../src/custom/calls.ts";
import { dump, load } from "../src/custom/journal.ts";
import { planOf } from "../src/custom/report.ts";
import { callStateValues } from "../src/generated.ts";
import { call, today } from "./builders.ts";

test("a call at anchor is in the harbour, and goes on to a berth", () => {
  assert.ok(isActive("anchored"));
  assert.ok(mayBecome("anchored", "moored"));
  const calls = load(dump([call({ state: "anchored", berthId: 4 })]));
  assert.equal([...new CallBook(calls).active()].length, 1);
  assert.deepEqual([...planOf(today, calls, []).byBerth], [[4, [7n]]]);
});

test("each state has a sign of its own", () => {
  assert.equal(new Set(callStateValues.map(signOf)).size, callStateValues.length);
});
