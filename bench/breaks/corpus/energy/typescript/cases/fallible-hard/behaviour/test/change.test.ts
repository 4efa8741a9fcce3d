import assert from "node:assert/strict";
import { test } from "node:test";

import { SupplyService } from "../src/custom/supply.ts";
import { aFeedInRate, aForecast } from "../src/generated.market.ts";
import { aGridZone, MeterLocked, MeterNotFound } from "../src/generated.metering.ts";
import { at, ctx, meter, opening, tariff } from "./builders.ts";

const service = new SupplyService({
  metering: {
    getMeter: async ({ id }) =>
      id === 4
        ? meter()
        : id === 5
          ? new MeterLocked({ id, reason: "seal" })
          : new MeterNotFound({ id }),
    listReadings: async () => [],
    getZone: async () => aGridZone(),
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

test("a locked meter gets no contract, and a free one does", async () => {
  await service.putTariff({ tariff: tariff() });
  const locked = await service.openContract(opening({ meter: 5 }), ctx);
  assert.ok(locked instanceof MeterLocked);
  assert.equal(locked.reason, "seal");
  assert.ok((await service.openContract(opening({ meter: 6 }), ctx)) instanceof MeterNotFound);
  assert.ok("tags" in (await service.openContract(opening({ meter: 4 }), ctx)));
});
