import assert from "node:assert/strict";
import { test } from "node:test";

import { SupplyService } from "../src/custom/supply.ts";
import { aFeedInRate, aForecast } from "../src/generated.market.ts";
import { aGridZone, aMeter, ZoneNotFound } from "../src/generated.metering.ts";
import { at, ctx } from "./builders.ts";

test("a zone is found among all of them", async () => {
  const service = new SupplyService({
    metering: {
      getMeter: async () => aMeter(),
      listReadings: async () => [],
      listZones: async () => [
        aGridZone({ code: "S2", name: "South", operator: "Y" }),
        aGridZone({ code: "N1", name: "North", operator: "X", level: "low" }),
      ],
    },
    market: {
      listPrices: async () => [],
      getForecast: async () => aForecast(),
      getFeedInRate: async () => aFeedInRate(),
    },
    events: {
      contractOpened: async () => {},
      contractEnded: async () => {},
      billIssued: async () => {},
      billPaid: async () => {},
    },
    now: () => at(9),
    log: () => {},
    retry: { limit: 1, pauseMs: 1 },
    pageSize: 2,
  });
  const report = await service.reportZone({ zone: "N1" }, ctx);
  assert.ok("title" in report && report.title === "North (N1, low voltage), run by X");
  assert.ok((await service.reportZone({ zone: "X9" }, ctx)) instanceof ZoneNotFound);
});
