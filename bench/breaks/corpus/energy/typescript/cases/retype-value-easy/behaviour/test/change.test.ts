import assert from "node:assert/strict";
import { test } from "node:test";

import { Market } from "../src/custom/market.ts";
import { aFeedInRate, aForecast, aPricePoint } from "../src/generated.market.ts";

test("revisions are told apart beyond 53 bits", async () => {
  let asked = 0;
  const market = new Market(
    {
      listPrices: async () => {
        asked += 1;
        return [aPricePoint()];
      },
      getForecast: async () => aForecast(),
      getFeedInRate: async () => aFeedInRate(),
    },
    { limit: 1, pauseMs: 1 },
  );
  await market.day("N1", "2026-03-03");
  assert.equal(market.refresh("N1", "2026-03-03", 9_007_199_254_740_992n), true);
  await market.day("N1", "2026-03-03");
  assert.equal(market.refresh("N1", "2026-03-03", 9_007_199_254_740_993n), true);
  assert.equal(market.refresh("N1", "2026-03-03", 5n), false);
  await market.day("N1", "2026-03-03");
  assert.equal(asked, 3);
});
