import assert from "node:assert/strict";
import { test } from "node:test";

import { NothingToBill } from "../src/generated.ts";
import { contract, ctx, start, tariff } from "./builders.ts";

test("nothing to bill names the contract alone", async () => {
  const { supply, service } = start();
  service.books.tariffs.put(tariff());
  service.books.contracts.add(contract());
  const range = { from: "2026-03-01", until: "2026-03-02" };
  const answer = await supply.issueBill({ contract: 1, ...range }, ctx);
  assert.ok(answer instanceof NothingToBill);
  assert.deepEqual(Object.keys(answer).toSorted(), ["code", "contract"]);
});
