import assert from "node:assert/strict";
import { test } from "node:test";

import {
  aMeterReplaced,
  aOutage,
  aOutageEnded,
  aReadingTaken,
  MeterNotFound,
  ZoneNotFound,
} from "../src/generated.metering.ts";
import { aForecast, NoPrices, NoRate } from "../src/generated.market.ts";
import {
  BadTariff,
  ContractNotFound,
  MeterTaken,
  NothingToBill,
  router,
  UnknownTariff,
} from "../src/generated.ts";
import { at, ctx, meter, opening, price, read, start, tariff } from "./builders.ts";

/** A day's readings: two kilowatt-hours in the night, five by day. */
const readings = [read(0, 0n), read(6, 2000n), read(12, 4000n), read(18, 7000n)];

const supplied = async (...given: Parameters<typeof start>) => {
  const started = start(...given);
  await started.supply.putTariff({ tariff: tariff() }, ctx);
  await started.supply.openContract(opening(), ctx);
  return started;
};

const march = { contract: 1, from: "2026-03-01", until: "2026-03-02" };

test("a contract is opened for a meter that is free", async () => {
  const { supply, log, published } = await supplied();
  assert.deepEqual(published, ["opened 1"]);
  assert.deepEqual(log, ["contract 1: smart meter …0042, Mill Lane 3"]);
  const taken = await supply.openContract(opening({ customer: "Bob" }), ctx);
  assert.ok(taken instanceof MeterTaken);
  assert.equal(taken.contract, 1);
});

test("a contract needs a tariff and a meter", async () => {
  const { supply } = await supplied();
  const early = await supply.openContract(opening({ meter: 5, startsOn: "2025-01-01" }), ctx);
  assert.ok(early instanceof UnknownTariff);
  const nowhere = await supply.openContract(opening({ meter: 77 }), ctx);
  assert.ok(nowhere instanceof MeterNotFound);
  assert.equal(nowhere.id, 77);
  const bad = await supply.putTariff({ tariff: tariff({ title: " " }) }, ctx);
  assert.ok(bad instanceof BadTariff);
  assert.deepEqual(bad.problems, ["the title is empty"]);
});

test("a bill has a line for each band and one for the days", async () => {
  const { supply, published, calls } = await supplied(readings);
  const bill = await supply.issueBill(march, ctx);
  assert.ok("lines" in bill);
  assert.deepEqual(
    bill.lines.map(({ label, cents }) => [label, cents]),
    [
      ["Electricity, peak", 150n],
      ["Electricity, night", 41n],
      ["1 days of Household", 10n],
    ],
  );
  assert.equal(bill.totalCents, 201n);
  assert.equal(bill.usage.get("night"), 2);
  assert.equal(bill.dueOn, "2026-03-16");
  assert.equal(published.at(-1), "bill 1 for Ada");
  assert.equal(calls.get("listReadings"), 2);
});

test("without readings there is nothing to bill", async () => {
  const { supply } = await supplied();
  const answer = await supply.issueBill(march, ctx);
  assert.ok(answer instanceof NothingToBill);
  assert.ok((await supply.issueBill({ ...march, contract: 3 }, ctx)) instanceof ContractNotFound);
});

test("an outage is on the next bill", async () => {
  const { service, supply, log } = await supplied(readings);
  const outage = aOutage({ id: 5n, zone: "N1", cause: "storm", beganAt: at(1), endedAt: at(2) });
  await service.creditOutage(aOutageEnded({ outage: { ...outage, meters: [4, 5] } }));
  assert.equal(log.at(-1), "2026-03-01 N1 storm: 2 meters, 1 credits");
  const bill = await supply.issueBill(march, ctx);
  assert.ok("lines" in bill && bill.totalCents === 181n);
  assert.equal(bill.lines.at(-1)?.label, "outage 5 of 1 h");
});

test("what a plant feeds in is paid", async () => {
  const fed = readings.map((one, index) => ({ ...one, exportWh: BigInt(index) * 1000n }));
  const { supply } = await supplied(fed);
  const plant = { contract: 1, technology: "solar", capacityKw: 9 } as const;
  const producer = await supply.registerProducer(plant, ctx);
  assert.ok("paid" in producer);
  const bill = await supply.issueBill(march, ctx);
  assert.ok("lines" in bill && bill.lines.at(-1)?.cents === -25n);
  assert.deepEqual([...producer.paid], [["2026-03", 25n]]);
});

test("large plants get half, and none gets more than it may", async () => {
  const fed = readings.map((one, index) => ({ ...one, exportWh: BigInt(index) * 1000n }));
  const { supply } = await supplied(fed);
  const plant = { contract: 1, technology: "solar", capacityKw: 99 } as const;
  const producer = await supply.registerProducer(plant, ctx);
  assert.ok("paid" in producer && producer.capacityKw === 30);
  const bill = await supply.issueBill(march, ctx);
  assert.ok("lines" in bill && bill.lines.at(-1)?.cents === -12n);
});

test("nothing is paid for what has no rate", async () => {
  const { supply } = await supplied([], {
    getFeedInRate: async ({ technology }) => new NoRate({ technology }),
  });
  const plant = { contract: 1, technology: "biogas", capacityKw: 9 } as const;
  assert.ok((await supply.registerProducer(plant, ctx)) instanceof NoRate);
});

test("a paid bill is announced", async () => {
  const { supply, published } = await supplied(readings);
  await supply.issueBill(march, ctx);
  await supply.payBill({ number: 1, cents: 200n }, ctx);
  await supply.payBill({ number: 1, cents: 1n }, ctx);
  assert.deepEqual(published.slice(2), ["paid 1: 201"]);
});

test("a contract that ended leaves its meter free", async () => {
  const { supply, published } = await supplied();
  await supply.endContract({ id: 1, on: "2026-03-31" }, ctx);
  assert.equal(published.at(-1), "ended 1 on 2026-03-31");
  const next = await supply.openContract(opening({ customer: "Bob" }), ctx);
  assert.ok("id" in next && "customer" in next && next.customer === "Bob");
});

test("a quote names the cheapest hours and the busiest", async () => {
  const { supply } = await supplied();
  const quote = await supply.getQuote({ tariff: "HH-26", zone: "N1", yearlyKwh: 2000 }, ctx);
  assert.ok("yearlyCents" in quote);
  assert.equal(quote.yearlyCents, 28_500n + 19_000n + 3650n);
  assert.deepEqual(quote.cheapHours, [3, 13, 19]);
  assert.equal(quote.busiestHour, 2);
});

test("prices of the day before stand in, and a doubtful forecast is none", async () => {
  const { supply } = await supplied([], {
    listPrices: async ({ zone, day }) =>
      day === "2026-03-03" ? new NoPrices({ zone, day }) : [price(7, 1)],
    getForecast: async () => aForecast({ hourlyMwh: [1, 2], confidence: 0.2 }),
  });
  const quote = await supply.getQuote({ tariff: "HH-26", zone: "N1", yearlyKwh: 100 }, ctx);
  assert.ok("cheapHours" in quote);
  assert.deepEqual(quote.cheapHours, [7]);
  assert.equal(quote.busiestHour, -1);
});

test("prices are kept until there are new ones", async () => {
  let asked = 0;
  const { service, supply, log } = await supplied([], {
    listPrices: async () => {
      asked += 1;
      return [price(asked, 1)];
    },
  });
  const ask = { tariff: "HH-26", zone: "N1", yearlyKwh: 100 };
  await supply.getQuote(ask, ctx);
  await supply.getQuote(ask, ctx);
  assert.equal(asked, 1);
  await service.refreshPrices({ zone: "N1", day: "2026-03-03", revision: 2 });
  await service.refreshPrices({ zone: "N1", day: "2026-03-03", revision: 1 });
  await supply.getQuote(ask, ctx);
  assert.equal(asked, 2);
  assert.equal(log.at(-1), "prices of N1/2026-03-03 are new");
});

test("a zone is asked for once, and its days are listed", async () => {
  const { supply, calls } = await supplied(readings);
  await supply.issueBill(march, ctx);
  const report = await supply.reportZone({ zone: "N1" }, ctx);
  assert.ok("rows" in report);
  assert.deepEqual(report.rows, ["2026-03-01;7.0;0.70"]);
  assert.equal(report.contracts, 1);
  await supply.reportZone({ zone: "N1" }, ctx);
  assert.equal(calls.get("getZone"), 1);
  assert.ok((await supply.reportZone({ zone: "X9" }, ctx)) instanceof ZoneNotFound);
});

test("a new meter goes on under the same contract", async () => {
  const { service, log } = await supplied();
  await service.noteReading(aReadingTaken({ reading: read(6, 20_500n, { note: "by hand" }) }));
  await service.noteReading(
    aReadingTaken({ reading: read(6, 1n, { quality: "estimated", note: undefined }) }),
  );
  assert.equal(log.at(-1), "not kept: 4 | 2026-03-01T06:00:00.000Z | 0.001 kWh | -");
  await service.swapMeter(aMeterReplaced({ removed: 4, installed: 5, on: "2026-03-02" }));
  assert.equal(
    log.at(-1),
    "contract 1 has meter 5 since 2026-03-02; 4 | 2026-03-01T06:00:00.000Z | 20.5 kWh | by hand",
  );
});

test("a meter that is read too rarely is noticed", async () => {
  const { supply, log } = await supplied(readings, {}, [meter({ interval: 3 * 3_600_000 })]);
  await supply.issueBill(march, ctx);
  assert.equal(log.at(-1), "smart meter …0042, Mill Lane 3: 3 readings are missing");
});

test("over the wire cents are text", async () => {
  const { service, supply } = await supplied(readings);
  await supply.issueBill(march, ctx);
  const response = await router(service).request("/rpc/pay-bill", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ number: 1, cents: "201" }),
  });
  const paid = JSON.parse(await response.text());
  assert.equal(paid.totalCents, "201");
  assert.equal(paid.status, "paid");
});
