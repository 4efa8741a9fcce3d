import assert from "node:assert/strict";
import { test } from "node:test";

import { billOf, paidHours } from "../src/custom/fees.ts";
import { dump, load } from "../src/custom/journal.ts";
import { at, aurora, call, ctx, scene } from "./builders.ts";

test("hours of a stay are paid as they are", () => {
  assert.equal(paidHours(call({ stay: 5 })), 5);
  assert.equal(billOf(call({ stay: 5 }), aurora, undefined).fees[0]?.cents, 25_000n);
});

test("a ship that announces whole hours stays for them", async () => {
  const { harbour } = scene();
  const visit = { callSign: "DEMO1", eta: at("06:00"), stay: 7_200_000, remark: undefined };
  const made = await harbour.announceCall(visit, ctx);
  assert.ok("stay" in made && made.stay === 2);
});

test("a stay survives the journal", () => {
  assert.equal(load(dump([call({ stay: 4 })]))[0]?.stay, 4);
});
