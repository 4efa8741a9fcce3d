import assert from "node:assert/strict";
import { test } from "node:test";

import { load, save } from "../src/custom/store.ts";
import { problemsOf } from "../src/custom/tariffs.ts";
import { ctx, start, tariff } from "./builders.ts";

test("a quote has the base price in it, and a currency", async () => {
  const { supply } = start();
  await supply.putTariff({ tariff: tariff({ basePrice: "20", tiers: [] }) }, ctx);
  const quote = await supply.getQuote({ tariff: "HH-26", zone: "N1", yearlyKwh: 0 }, ctx);
  assert.ok("currency" in quote && quote.currency === "EUR");
  assert.equal(quote.yearlyCents, 7300n);
  assert.deepEqual(problemsOf(tariff({ basePrice: "?" })), ["? is no price"]);
});

test("a base price is kept over a restart, also from old lines", () => {
  const { books } = start().service;
  books.tariffs.put(tariff({ basePrice: "12" }));
  const lines = [...save(books)];
  const again = start().service.books;
  load(again, lines);
  assert.equal(again.tariffs.versions("HH-26")[0]?.basePrice, "12");
  const old = start().service.books;
  load(
    old,
    lines.map((line) => line.replace('"basePrice"', '"standing"')),
  );
  assert.equal(old.tariffs.versions("HH-26")[0]?.basePrice, "12");
});
