import assert from "node:assert/strict";
import { test } from "node:test";

import { aContract } from "../src/generated.ts";
import { ctx, read, start, tariff } from "./builders.ts";

test("a bill begins and ends with the supply", async () => {
  const readings = [read(0, 0n), read(6, 2000n), read(12, 4000n)];
  const { supply, service } = start(readings);
  await supply.putTariff({ tariff: tariff() }, ctx);
  service.books.contracts.add(
    aContract({
      id: 1,
      meter: 4,
      tariff: "HH-26",
      startsOn: "2026-01-10",
      suppliedFrom: "2026-03-01",
      suppliedUntil: "2026-03-04",
    }),
  );
  const bill = await supply.issueBill(
    { contract: 1, from: "2026-02-20", until: "2026-04-01" },
    ctx,
  );
  assert.ok("lines" in bill);
  assert.equal(bill.from, "2026-03-01");
  assert.equal(bill.until, "2026-03-04");
});
