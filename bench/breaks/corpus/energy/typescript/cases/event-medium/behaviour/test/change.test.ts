import assert from "node:assert/strict";
import { test } from "node:test";

import { aReadingTaken } from "../src/generated.metering.ts";
import { bill, contract, ctx, read, start } from "./builders.ts";

test("each reading of an event is kept", async () => {
  const { service, log } = start();
  await service.noteReading(aReadingTaken({ readings: [read(6, 1n), read(12, 2n)] }));
  assert.equal(service.usage.of(4).latest?.importWh, 2n);
  const worse = read(6, 9n, { quality: "estimated" });
  await service.noteReading(aReadingTaken({ readings: [worse, read(18, 3n)] }));
  assert.equal(log.length, 1);
  assert.equal(service.usage.of(4).latest?.importWh, 3n);
});

test("a paid bill is told", async () => {
  const { service, supply, published } = start();
  service.books.contracts.add(contract());
  service.books.bills.add(bill());
  await supply.payBill({ number: 1, cents: 70n }, ctx);
  assert.deepEqual(published, ["paid 1: 70"]);
});
