import { existsSync, readFileSync, writeFileSync } from "node:fs";

import { load, save } from "./custom/store.ts";
import { SupplyService } from "./custom/supply.ts";
import { loadConfig, Publisher, router, serve } from "./generated.ts";
import { MarketClient } from "./generated.market.ts";
import { MeteringClient } from "./generated.metering.ts";

const file = "supply.jsonl";

const supply = new SupplyService({
  metering: MeteringClient.fromEnv(),
  market: MarketClient.fromEnv(),
  events: Publisher.fromEnv(),
  now: () => new Date(),
  log: (line) => console.log(line),
  retry: { limit: 3, pauseMs: 100 },
  pageSize: 500,
});

if (existsSync(file)) load(supply.books, readFileSync(file, "utf8").split("\n").filter(Boolean));
process.once("exit", () => writeFileSync(file, [...save(supply.books)].join("\n")));

await serve(router(supply), loadConfig());
