import assert from "node:assert/strict";
import { test } from "node:test";

import { readPilots } from "../src/custom/journal.ts";
import { business } from "../src/custom/pilots.ts";
import { morningReport, planOf } from "../src/custom/report.ts";
import { call, today } from "./builders.ts";

test("a plan lists calls by their state, and the report counts them", () => {
  const calls = [call(), call({ id: 8n }), call({ id: 9n, state: "departed" })];
  const plan = planOf(today, calls, []);
  assert.deepEqual(new Set(plan.byState.get("announced")), new Set([7n, 8n]));
  assert.deepEqual(plan.byState.get("departed"), [9n]);
  assert.equal(morningReport(plan, calls), `Plan for ${today}: 1 departed, 2 announced`);
});

test("a pilot is read and printed without a phone", () => {
  const [pilot] = readPilots("id,name,rank,draft,languages\n1,Ada,C,12,en");
  assert.ok(pilot !== undefined && !("phone" in pilot));
  assert.match(business(pilot), /^Ada \(chief\)/);
});
