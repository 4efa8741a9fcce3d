import assert from "node:assert/strict";
import { test } from "node:test";

import { Market } from "../src/custom/market.ts";
import { aFeedInRate, aForecast, aPricePoint } from "../src/generated.market.ts";
import { at } from "./builders.ts";

test("prices of the day before stand in where a day has none", async () => {
  const market = new Market(
    {
      listPrices: async ({ day }) =>
        day === "2026-03-02" ? [aPricePoint({ startsAt: at(7, day), product: "day-ahead" })] : [],
      getForecast: async () => aForecast(),
      getFeedInRate: async () => aFeedInRate(),
    },
    { limit: 1, pauseMs: 1 },
  );
  assert.deepEqual(await market.cheapHours("N1", "2026-03-03", 2), [7]);
  assert.deepEqual(await market.cheapHours("N1", "2026-03-02", 2), [7]);
  assert.deepEqual(await market.cheapHours("N1", "2026-03-09", 2), []);
});
