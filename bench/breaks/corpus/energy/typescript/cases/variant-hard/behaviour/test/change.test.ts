import assert from "node:assert/strict";
import { test } from "node:test";

import { BillBuilder, printed } from "../src/custom/bills.ts";
import { parsePeriod } from "../src/custom/tariffs.ts";
import { aBillLine } from "../src/generated.ts";
import type { Band } from "../src/generated.ts";
import { at, contract } from "./builders.ts";

test("what is used at weekends is billed", () => {
  const used = new Map<Band, bigint>([
    ["weekend", 4000n],
    ["peak", 1000n],
  ]);
  const costs = new Map<Band, bigint>([
    ["weekend", 80n],
    ["peak", 30n],
  ]);
  const bill = new BillBuilder(contract(), "2026-03-01", "2026-03-03")
    .energy(used, costs)
    .build(1, at(9), "2026-03-03");
  assert.equal(bill.totalCents, 110n);
  assert.equal(bill.usage.get("weekend"), 4);
  assert.equal(parsePeriod("night@22-6=20").band, "night");
});

test("a fee is printed with its amount", () => {
  const line = aBillLine({ kind: "grid-fee", label: "Grid", cents: 250n, kwh: 0 });
  assert.ok(printed(line).includes("2.50 EUR"));
});
