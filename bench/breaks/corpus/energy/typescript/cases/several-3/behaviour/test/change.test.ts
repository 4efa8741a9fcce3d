import assert from "node:assert/strict";
import { test } from "node:test";

import { Market } from "../src/custom/market.ts";
import { hoursOf, parsePeriod } from "../src/custom/tariffs.ts";
import { aTimeSlot } from "../src/generated.ts";
import { aFeedInRate, aForecast } from "../src/generated.market.ts";

test("the busiest hour is the one that the forecast names", async () => {
  const hourlyMwh = new Map([
    [17, 3],
    [19, 8],
    [6, 5],
  ]);
  const market = new Market(
    {
      listPrices: async () => [],
      getForecast: async () => aForecast({ hourlyMwh, confidence: 1 }),
      getFeedInRate: async () => aFeedInRate(),
    },
    { limit: 1, pauseMs: 1 },
  );
  assert.equal(await market.busiestHour("N1", "2026-03-03"), 19);
});

test("a slot has its hours", () => {
  assert.deepEqual([...hoursOf(aTimeSlot({ fromHour: 23, toHour: 1 }))], [23, 0]);
  assert.equal(parsePeriod("night@22-6=20").toHour, 6);
});
