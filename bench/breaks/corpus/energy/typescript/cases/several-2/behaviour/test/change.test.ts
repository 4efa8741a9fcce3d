import assert from "node:assert/strict";
import { test } from "node:test";

import { deposits, meterLabel } from "../src/custom/report.ts";
import { load, save } from "../src/custom/store.ts";
import { aContract } from "../src/generated.ts";
import { meter, opening, start } from "./builders.ts";

test("deposits add up and are kept", () => {
  const { books } = start().service;
  assert.equal(books.contracts.open(opening(), "2026-03-02").depositCents, 5000);
  books.contracts.add(aContract({ id: 9, meter: 9, depositCents: 1250 }));
  assert.equal(deposits(books.contracts), "62.50 EUR");
  const again = start().service.books;
  load(again, save(books));
  assert.equal(again.contracts.get(9)?.depositCents, 1250);
});

test("a meter is told without its owner", () => {
  assert.equal(meterLabel(meter()), "smart meter …0042, Mill Lane 3");
});
