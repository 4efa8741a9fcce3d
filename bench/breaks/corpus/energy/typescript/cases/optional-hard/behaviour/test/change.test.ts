import assert from "node:assert/strict";
import { test } from "node:test";

import { meterLabel } from "../src/custom/report.ts";
import { load, save } from "../src/custom/store.ts";
import { aContract } from "../src/generated.ts";
import { aMeter } from "../src/generated.metering.ts";
import { meter, opening, start } from "./builders.ts";

test("an account is text, whatever it says", () => {
  const { books } = start().service;
  assert.equal(typeof books.contracts.open(opening(), "2026-03-02").iban, "string");
  books.contracts.add(aContract({ id: 9, meter: 9, iban: "DE77" }));
  const again = start().service.books;
  load(again, save(books));
  assert.equal(again.contracts.get(9)?.iban, "DE77");
});

test("a meter has a label without a site", () => {
  assert.equal(meterLabel(meter()), "smart meter …0042, Mill Lane 3");
  const lost = meterLabel(aMeter({ serial: "77001234", kind: "smart", site: undefined }));
  assert.ok(lost.startsWith("smart meter …1234"));
  assert.ok(!lost.includes("undefined"));
});
