import assert from "node:assert/strict";
import { test } from "node:test";

import { Credits } from "../src/custom/outages.ts";
import { UnknownTariff } from "../src/generated.ts";
import { aOutage } from "../src/generated.metering.ts";
import { at, contract, ctx, opening, start } from "./builders.ts";

test("a credit is worth what it was, and has a reason", () => {
  const outage = aOutage({ cause: "fault", beganAt: at(1), endedAt: at(2), meters: [4] });
  const [credit] = new Credits().grant(outage, () => contract());
  assert.equal(credit?.cents, 150n);
  assert.equal(typeof credit?.reason, "string");
});

test("an unknown tariff says for which day", async () => {
  const answer = await start().supply.openContract(opening({ tariff: "XX-99" }), ctx);
  assert.ok(answer instanceof UnknownTariff);
  assert.equal(answer.tariff, "XX-99");
  assert.match(answer.day, /^\d{4}-\d\d-\d\d$/);
});
