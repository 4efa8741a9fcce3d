import assert from "node:assert/strict";
import { test } from "node:test";

import { Market } from "../src/custom/market.ts";
import { aFeedInRate, aForecast } from "../src/generated.market.ts";

test("a rate is looked up for the plant", async () => {
  const market = new Market(
    {
      listPrices: async () => [],
      getForecast: async () => aForecast(),
      lookUpRate: async ({ technology, kw }) =>
        aFeedInRate({ technology, upToKw: 10, centsPerKwh: String(kw) }),
    },
    { limit: 1, pauseMs: 1 },
  );
  const rate = await market.earns("wind", 7);
  assert.ok("micro" in rate && rate.micro === 7_000_000n);
});
