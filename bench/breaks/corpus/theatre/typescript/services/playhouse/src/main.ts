import { Diary } from "./custom/diary.ts";
import { Bar, Cloakroom } from "./custom/foyer.ts";
import { OrderBook } from "./custom/orders.ts";
import { Subscriptions, VoucherBox } from "./custom/passes.ts";
import { newPlayhouse } from "./custom/playhouse.ts";
import { PriceList } from "./custom/pricing.ts";
import { Occupancy } from "./custom/seating.ts";
import { loadConfig, Publisher, router, serve } from "./generated.ts";
import { BoxofficeClient } from "./generated.boxoffice.ts";
import { ProgrammeClient } from "./generated.programme.ts";

const now = (): Date => new Date();
const retry = { limit: 3, pauseMs: 50 };

const playhouse = newPlayhouse({
  diary: new Diary(ProgrammeClient.fromEnv(), { maxAgeMs: 60_000, now, retry }),
  boxoffice: BoxofficeClient.fromEnv(),
  events: Publisher.fromEnv(),
  orders: new OrderBook(),
  occupancy: new Occupancy(),
  prices: new PriceList([
    { code: "A", label: "Stalls", cents: 4800n, rows: ["A", "B", "C", "D"] },
    { code: "B", label: "Circle", cents: 3200n, rows: ["E", "F", "G"] },
    { code: "C", label: "Gallery", cents: 1500n, rows: ["AA", "BB"] },
  ]),
  vouchers: new VoucherBox(),
  subscriptions: new Subscriptions(),
  cloakroom: new Cloakroom(400),
  bar: new Bar(),
  retry,
  now,
  log: console.log,
});

await serve(router(playhouse), loadConfig());
