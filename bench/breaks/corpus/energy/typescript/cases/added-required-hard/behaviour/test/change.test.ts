import assert from "node:assert/strict";
import { test } from "node:test";

import { load, save } from "../src/custom/store.ts";
import { aContract, NothingToBill } from "../src/generated.ts";
import { ctx, opening, start, tariff } from "./builders.ts";

test("a segment is kept over a restart", () => {
  const { books } = start().service;
  books.contracts.add(aContract({ id: 2, meter: 5, segment: "farm" }));
  assert.notEqual(books.contracts.open(opening(), "2026-03-02").segment, undefined);
  const again = start().service.books;
  load(again, save(books));
  assert.equal(again.contracts.get(2)?.segment, "farm");
});

test("the meter without readings is named", async () => {
  const { supply } = start();
  await supply.putTariff({ tariff: tariff() }, ctx);
  await supply.openContract(opening(), ctx);
  const range = { from: "2026-03-01", until: "2026-03-02" };
  const answer = await supply.issueBill({ contract: 1, ...range }, ctx);
  assert.ok(answer instanceof NothingToBill);
  assert.equal(answer.meter, 4);
});
