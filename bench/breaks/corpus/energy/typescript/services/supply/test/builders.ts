import { SupplyService } from "../src/custom/supply.ts";
import type { Tools } from "../src/custom/supply.ts";
import { aBillLine, aContact, aContract, aPeriod, aTariff, aTier } from "../src/generated.ts";
import type { Bill, Contract, OpenContractIn, Supply, Tariff } from "../src/generated.ts";
import { aFeedInRate, aForecast, aPricePoint } from "../src/generated.market.ts";
import type { MarketApi, PricePoint } from "../src/generated.market.ts";
import {
  aGridZone,
  aMeter,
  aReading,
  aSite,
  MeterNotFound,
  ZoneNotFound,
} from "../src/generated.metering.ts";
import type { Meter, MeteringApi, Reading } from "../src/generated.metering.ts";

export const ctx = { requestId: "test" };

export const at = (hour: number, day = "2026-03-01"): Date =>
  new Date(`${day}T${String(hour).padStart(2, "0")}:00:00Z`);

/** A meter that counts watt-hours and is read every six hours. */
export const meter = (overrides: Partial<Meter> = {}): Meter =>
  aMeter({
    id: 4,
    serial: "10040042",
    kind: "smart",
    zone: "N1",
    site: aSite({ street: "Mill Lane 3" }),
    factor: "1",
    interval: 6 * 3_600_000,
    ...overrides,
  });

export const read = (hour: number, importWh: bigint, overrides: Partial<Reading> = {}): Reading =>
  aReading({ meter: 4, takenAt: at(hour), importWh, exportWh: 0n, ...overrides });

/** 30 cents by day, 20 in the night; 10 cents a day. */
export const tariff = (overrides: Partial<Tariff> = {}): Tariff =>
  aTariff({
    code: "HH-26",
    title: "Household",
    periods: [
      aPeriod({ band: "peak", fromHour: 6, toHour: 22, rate: "30" }),
      aPeriod({ band: "night", fromHour: 22, toHour: 6, rate: "20.5" }),
    ],
    tiers: [aTier({ aboveKwh: 1000, discount: "1.5" }), aTier({ aboveKwh: 5000, discount: "2" })],
    standing: "10",
    validFrom: "2026-01-01",
    ...overrides,
  });

export const contract = (overrides: Partial<Contract> = {}): Contract =>
  aContract({
    id: 1,
    customer: "Ada",
    meter: 4,
    tariff: "HH-26",
    status: "active",
    startsOn: "2026-02-01",
    depositCents: 5000n,
    contact: aContact({ name: "Ada", email: "Ada@example.org" }),
    tags: ["home"],
    ...overrides,
  });

export const bill = (overrides: Partial<Bill> = {}): Bill => ({
  number: 1,
  contract: 1,
  from: "2026-03-01",
  until: "2026-03-02",
  lines: [
    aBillLine({ kind: "energy", label: "Electricity, peak", kwh: 2, cents: 60n }),
    aBillLine({ kind: "standing", label: "1 days of Household", kwh: 0, cents: 10n }),
  ],
  usage: new Map([["peak", 2]]),
  totalCents: 70n,
  status: "open",
  issuedAt: at(9, "2026-03-02"),
  dueOn: "2026-03-16",
  ...overrides,
});

export const opening = (overrides: Partial<OpenContractIn> = {}): OpenContractIn => ({
  customer: "Ada",
  meter: 4,
  tariff: "HH-26",
  startsOn: "2026-02-01",
  contact: aContact({ name: "Ada", email: "Ada@example.org" }),
  tags: ["home", "green", "home"],
  ...overrides,
});

export const price = (hour: number, eurPerMwh: number): PricePoint =>
  aPricePoint({ zone: "N1", startsAt: at(hour, "2026-03-03"), eurPerMwh, product: "day-ahead" });

/** The service with fakes around it; it is the morning of March 2nd. */
export const start = (
  readings: readonly Reading[] = [],
  market: Partial<MarketApi> = {},
  meters: readonly Meter[] = [meter(), meter({ id: 5, serial: "10050043" })],
) => {
  const log: string[] = [];
  const published: string[] = [];
  const calls = new Map<string, number>();
  const count = (name: string): void => void calls.set(name, (calls.get(name) ?? 0) + 1);
  const known = new Map(meters.map((one) => [one.id, one]));
  const metering: MeteringApi = {
    getMeter: async ({ id }) => known.get(id) ?? new MeterNotFound({ id }),
    getZone: async ({ code }) => {
      count("getZone");
      return code === "N1"
        ? aGridZone({ code, name: "North", operator: "Grid & Sons", level: "low", loss: 0.1 })
        : new ZoneNotFound({ zone: code });
    },
    listReadings: async ({ meter: id, offset, limit }) => {
      count("listReadings");
      return readings.filter((one) => one.meter === id).slice(offset, offset + limit);
    },
  };
  const tools: Tools = {
    metering,
    market: {
      listPrices: async () => [price(13, 20), price(3, 5), price(19, 90)],
      getForecast: async ({ zone, day }) =>
        aForecast({ zone, day, hourlyMwh: [1, 4, 9, 2], confidence: 0.9 }),
      getFeedInRate: async ({ technology }) =>
        aFeedInRate({ technology, upToKw: 10, centsPerKwh: "8.2" }),
      ...market,
    },
    events: {
      contractOpened: async ({ contract: { id } }) => void published.push(`opened ${id}`),
      contractEnded: async ({ id, on }) => void published.push(`ended ${id} on ${on}`),
      billIssued: async ({ bill: { number }, customer }) =>
        void published.push(`bill ${number} for ${customer}`),
      billPaid: async ({ number, totalCents }) =>
        void published.push(`paid ${number}: ${totalCents}`),
    },
    now: () => at(9, "2026-03-02"),
    log: (line) => void log.push(line),
    retry: { limit: 2, pauseMs: 1 },
    pageSize: 3,
  };
  const service = new SupplyService(tools);
  const supply: Supply = service;
  return { service, supply, log, published, calls };
};
