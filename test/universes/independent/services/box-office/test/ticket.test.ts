import assert from "node:assert/strict";
import { test } from "node:test";

import { money, seatPrice } from "../src/custom/prices.ts";
import { barcode, scan, seatList, ticketLines } from "../src/custom/ticket.ts";
import { aBooking } from "../src/generated.ts";
import { aPerformance } from "../src/generated.programme.ts";
import { aSeat } from "../src/generated.seating.ts";

test("a ticket says what, when, where and how much", () => {
  const performance = aPerformance({
    id: 101,
    hall: "main",
    startsAt: new Date("2026-05-04T18:00:00Z"),
  });
  const seats = [aSeat({ row: "A", number: 3 }), aSeat({ row: "A", number: 4 })];
  const booking = aBooking({ number: 42, performanceId: 101, seats, cents: 2_405n });
  assert.deepEqual(ticketLines(booking, performance, "Jenufa"), [
    "JENUFA",
    "4 May 2026, 18:00, main stage",
    "seats A3, A4",
    "24.05 €  000042-101",
  ]);
});

test("what is printed can be scanned", () => {
  const code = barcode({ number: 7, performanceId: 12 });
  assert.equal(code, "000007-12");
  assert.deepEqual(scan(code), { number: 7, performanceId: 12 });
  assert.equal(scan("7-12"), undefined);
});

test("prices follow genre and row", () => {
  const stalls = aSeat({ row: "F", number: 12 });
  assert.equal(seatPrice(1_000n, "drama", stalls), 1_000n);
  assert.equal(seatPrice(1_000n, "opera", stalls), 1_600n);
  assert.equal(seatPrice(1_000n, "dance", { ...stalls, row: "A" }), 1_500n);
  assert.equal(money(5n), "0.05 €");
  assert.equal(seatList([]), "");
});
