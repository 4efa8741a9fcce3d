import { readFileSync } from "node:fs";

import { CallBook } from "./custom/calls.ts";
import { Quays } from "./custom/berths.ts";
import { newHarbour } from "./custom/harbour.ts";
import { load, readBerths, readPilots } from "./custom/journal.ts";
import { Roster } from "./custom/pilots.ts";
import { TideBoard } from "./custom/tides.ts";
import { loadConfig, Publisher, router, serve } from "./generated.ts";
import { RegistryClient } from "./generated.registry.ts";
import { TidesClient } from "./generated.tides.ts";

const [folder = "data"] = process.argv.slice(2);
const read = (name: string): string => readFileSync(`${folder}/${name}`, "utf8");

const harbour = newHarbour({
  port: "DKNKH",
  registry: RegistryClient.fromEnv(),
  events: Publisher.fromEnv(),
  book: new CallBook(load(read("calls.jsonl"))),
  quays: new Quays(readBerths(read("berths.csv"))),
  roster: new Roster(readPilots(read("pilots.csv"))),
  board: new TideBoard(TidesClient.fromEnv(), "NK", Date.now),
  log: console.log,
  now: () => new Date(),
});

await serve(router(harbour), loadConfig());
