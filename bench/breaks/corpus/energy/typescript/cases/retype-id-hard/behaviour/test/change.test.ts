import assert from "node:assert/strict";
import { test } from "node:test";

import { Contracts } from "../src/custom/contracts.ts";
import { directory } from "../src/custom/report.ts";
import { load, save } from "../src/custom/store.ts";
import { aBill, aContract, aProducer } from "../src/generated.ts";
import { opening, start } from "./builders.ts";

const large = 9_007_199_254_740_993n;

test("contracts count on from a large number", () => {
  const contracts = new Contracts();
  contracts.add(aContract({ id: large, meter: 9 }));
  contracts.add(aContract({ id: 3n, meter: 8 }));
  assert.equal(contracts.open(opening(), "2026-03-02").id, large + 1n);
  assert.deepEqual(
    contracts.page({}, 3n, 1).map(({ id }) => id),
    [large],
  );
  assert.ok(directory(contracts)[0] !== undefined);
});

test("large numbers are kept over a restart", () => {
  const { books } = start().service;
  books.contracts.add(aContract({ id: large }));
  books.contracts.setProducer(aProducer({ contract: large }));
  books.bills.add(aBill({ number: 1, contract: large }));
  const again = start().service.books;
  load(again, save(books));
  assert.equal(again.contracts.get(large)?.id, large);
  assert.equal(again.contracts.producer(large)?.contract, large);
  assert.equal(again.bills.of(large).length, 1);
});
