import { existsSync, readFileSync } from "node:fs";

import { readHours } from "./custom/calendar.ts";
import { load, noRecords } from "./custom/journal.ts";
import { Desk } from "./custom/library.ts";
import type { Branch, Hours } from "./generated.ts";
import { loadConfig, Publisher, router, serve } from "./generated.ts";
import { AccountsClient } from "./generated.accounts.ts";
import { CatalogueClient } from "./generated.catalogue.ts";

const journal = process.env["LIBRARY_JOURNAL"] ?? "library.journal";

const weekOf = (hours: string): Map<string, Hours> => {
  const read = readHours(hours);
  const days = ["mon", "tue", "wed", "thu", "fri"];
  return new Map(read === undefined ? [] : days.map((day) => [day, read]));
};

const branches: Branch[] = [
  { code: "central", name: "Central", week: weekOf("9:30-18"), closed: ["2026-12-25"] },
  { code: "harbour", name: "Harbour", week: weekOf("14-20"), closed: [] },
];

const desk = new Desk({
  catalogue: CatalogueClient.fromEnv(),
  accounts: AccountsClient.fromEnv(),
  events: Publisher.fromEnv(),
  branches,
  records: existsSync(journal) ? load(readFileSync(journal, "utf8")) : noRecords(),
  now: () => new Date(),
  newId: () => crypto.randomUUID(),
  log: (line) => console.log(line),
});

await serve(router(desk), loadConfig());
