import assert from "node:assert/strict";
import { test } from "node:test";

import {
  discountFor,
  isCode,
  seasonOf,
  seasonStart,
  Subscriptions,
  VoucherBox,
} from "../src/custom/passes.ts";
import { fromDecimal, Quote, share, surcharge, toDecimal } from "../src/custom/pricing.ts";
import type { Subscription } from "../src/generated.ts";
import { ada, bob, now, prices, seats } from "./builders.ts";

const days = (count: number): number => count * 86_400_000;

test("a voucher is good until its last day", () => {
  const box = new VoucherBox();
  const voucher = box.issue("gift", 5000n, days(30), now);
  assert.match(voucher.code, /^G-1001-\d$/);
  assert.equal(voucher.expires, "2026-12-05");
  assert.equal(box.check(voucher.code, "2026-12-05"), voucher);
  assert.equal(box.check(voucher.code, "2026-12-06"), "expired");
});

test("a voucher is used once and can be given back", () => {
  const box = new VoucherBox();
  const voucher = box.issue("press", 1000n, days(1), now);
  box.use(voucher, 4n);
  assert.equal(box.check(voucher.code, "2026-11-05"), "used");
  box.reopen(4n);
  assert.equal(box.check(voucher.code, "2026-11-05"), voucher);
});

test("a code that nobody wrote is told from a slip", () => {
  const box = new VoucherBox();
  assert.equal(box.check("G-1001-0", "2026-11-05"), "mistyped");
  assert.ok(isCode("G-1002-2"));
  assert.equal(box.check("G-1002-2", "2026-11-05"), "unknown");
});

test("vouchers that end soon are listed", () => {
  const box = new VoucherBox();
  for (const count of [20, 3, 10, 1]) box.issue("goodwill", 100n, days(count), now);
  assert.deepEqual(
    box.ending("2026-11-07", 8).map((line) => line.slice(-16)),
    ["until 2026-11-08", "until 2026-11-15"],
  );
});

test("seasons begin in August", () => {
  assert.equal(seasonOf("2026-11-07"), "2026/27");
  assert.equal(seasonOf("2026-07-31"), "2025/26");
  assert.equal(seasonStart("2099/00"), 2099);
  assert.equal(seasonStart("2026/28"), undefined);
});

test("a subscription is cheaper the more it holds", () => {
  const taken = new Subscriptions();
  const one = taken.add(ada, "2026/27", { row: "A", number: 1 }, [9, 7, 11, 7]);
  assert.deepEqual(one.productionIds, [7, 9, 11]);
  assert.equal(one.discount, 0.15);
  assert.equal(discountFor(6), 0.25);
  assert.deepEqual(taken.covering(ada, 9, "2026/27"), [one]);
  assert.deepEqual(taken.covering(ada, 8, "2026/27"), []);
  taken.merge(ada, bob);
  assert.deepEqual(taken.covering(bob, 9, "2026/27"), [one]);
});

test("renewals are written and read", () => {
  const taken = new Subscriptions();
  taken.add(ada, "2026/27", { row: "B", number: 4 }, [7, 9]);
  taken.add(bob, "2025/26", { row: "B", number: 5 }, [7]);
  const [line = ""] = taken.renewals("2026/27");
  assert.equal(line, "1;B-4;7,9");
  assert.deepEqual(Subscriptions.parseRenewal(line), {
    id: 1,
    seat: { row: "B", number: 4 },
    productionIds: [7, 9],
  });
  assert.throws(() => Subscriptions.parseRenewal("x;B-4;7"), SyntaxError);
});

test("money is read and written in decimals", () => {
  assert.equal(fromDecimal("12.5"), 1250n);
  assert.equal(fromDecimal("-0.05"), -5n);
  assert.equal(toDecimal(-5n), "-0.05");
  assert.equal(share(999n, 0.1), 100n);
  assert.throws(() => fromDecimal("1.234"), RangeError);
});

test("the best rebate counts, and vouchers come last", () => {
  const subscription: Subscription = {
    id: 1,
    customerId: ada,
    season: "2026/27",
    seat: { row: "A", number: 1 },
    productionIds: [7],
    discount: 0.15,
    renews: true,
  };
  const quote = () => new Quote(prices).seats(seats("A1 B1"));
  assert.equal(quote().build(), 6500n);
  assert.equal(quote().standing("patron").build(), 5200n);
  assert.equal(quote().standing("friend").subscriptions([subscription]).build(), 5525n);
  const extras = new Map([
    ["programme", 2],
    ["balloon", 5],
  ]);
  assert.equal(quote().extras(extras).build(), 7400n);
});

test("a row without a band is as cheap as can be", () => {
  assert.equal(prices.bandOf({ row: "Z", number: 1 }).code, "B");
  assert.deepEqual(prices.board(), ["A Stalls 40.00 EUR", "B Circle 25.00 EUR"]);
});

test("some payments cost more", () => {
  assert.equal(surcharge("cash", 4000n), 0n);
  assert.equal(surcharge("card", 4000n), 40n);
  assert.equal(surcharge("transfer", 4000n), 50n);
});
