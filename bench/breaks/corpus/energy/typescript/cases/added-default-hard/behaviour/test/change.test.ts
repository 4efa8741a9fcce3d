import assert from "node:assert/strict";
import { test } from "node:test";

import { SupplyService } from "../src/custom/supply.ts";
import { load, save } from "../src/custom/store.ts";
import { aContract } from "../src/generated.ts";
import { aFeedInRate, aForecast } from "../src/generated.market.ts";
import { aGridZone } from "../src/generated.metering.ts";
import { at, contract, ctx, meter, opening, read, start, tariff } from "./builders.ts";

test("a language is kept over a restart", () => {
  const { books } = start().service;
  assert.equal(books.contracts.open(opening(), "2026-03-02").language, "de");
  books.contracts.add(aContract({ id: 2, meter: 5, language: "fr" }));
  const lines = [...save(books)];
  const again = start().service.books;
  load(again, lines);
  assert.equal(again.contracts.get(2)?.language, "fr");
});

test("readings are asked for by the hour", async () => {
  const asked: string[] = [];
  const service = new SupplyService({
    metering: {
      getMeter: async () => meter(),
      getZone: async () => aGridZone(),
      listReadings: async ({ resolution, offset }) => {
        asked.push(String(resolution));
        return offset === 0 ? [read(0, 0n), read(6, 10n)] : [];
      },
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
  service.books.tariffs.put(tariff());
  service.books.contracts.add(contract());
  await service.issueBill({ contract: 1, from: "2026-03-01", until: "2026-03-02" }, ctx);
  assert.deepEqual(asked, ["hour", "hour"]);
});
