import assert from "node:assert/strict";
import { test } from "node:test";

import { Market } from "../src/custom/market.ts";
import { aFeedInRate, aForecast, NoForecast } from "../src/generated.market.ts";

test("the busiest hour is that of the forecast, where there is one", async () => {
  const market = new Market(
    {
      listPrices: async () => [],
      getForecast: async ({ zone, day }) =>
        zone === "N1"
          ? aForecast({ hourlyMwh: [3, 1, 8], confidence: 1 })
          : new NoForecast({ zone, day }),
      getFeedInRate: async () => aFeedInRate(),
    },
    { limit: 1, pauseMs: 1 },
  );
  assert.equal(await market.busiestHour("N1", "2026-03-03"), 2);
});
