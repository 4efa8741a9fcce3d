import assert from "node:assert/strict";
import { test } from "node:test";

import { aRateChanged } from "../src/generated.market.ts";
import { at, contract, ctx, start } from "./builders.ts";

test("a contract ends, and nobody is told", async () => {
  const { service, supply, published } = start();
  service.books.contracts.add(contract());
  await supply.endContract({ id: 1, on: "2026-03-31" }, ctx);
  assert.equal(service.books.contracts.get(1)?.endsOn, "2026-03-31");
  assert.deepEqual(published, []);
});

test("prices that were published later are new, and a rate is taken", async () => {
  const { supply, log } = start();
  await supply.getQuote({ tariff: "HH-26", zone: "N1", yearlyKwh: 1 }, ctx);
  await supply.refreshPrices({ zone: "N1", day: "2026-03-03", publishedAt: at(12) }, ctx);
  await supply.refreshPrices({ zone: "N1", day: "2026-03-03", publishedAt: at(11) }, ctx);
  assert.ok(log.filter((line) => line.startsWith("prices of")).length <= 1);
  await supply.noteRate(aRateChanged(), ctx);
});
