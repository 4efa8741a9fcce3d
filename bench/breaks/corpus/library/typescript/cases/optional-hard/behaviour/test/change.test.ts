import assert from "node:assert/strict";
import { test } from "node:test";

import { Money } from "../src/custom/fines.ts";
import { daysLate, dueFirst, mayRenew } from "../src/custom/loans.ts";
import { outstanding, slip } from "../src/custom/report.ts";
import type { Loan } from "../src/generated.ts";
import { ada, house, jug, loanOf } from "./builders.ts";

const now = new Date("2026-03-09T10:00:00Z");
const { due: _due, ...rest } = loanOf(5n);
const never: Loan = rest;

test("what is never due is never late", async () => {
  assert.equal(daysLate(never, now), 0);
  assert.equal(outstanding([never, loanOf(6n)], now, Money.parse("0.10")).toString(), "0.70");
  const { desk } = house({ loans: [never] });
  assert.equal(desk.loans.overdue("2026-03-09").size, 0);
  assert.equal(await desk.remind(), 0);
});

test("the slip of what is never due shows no day", () => {
  assert.doesNotMatch(slip(never, jug, ada), /undefined/);
  assert.match(slip(loanOf(6n), jug, ada), /due 2026-03-02$/m);
});

test("others are late as they were", () => {
  assert.equal(daysLate(loanOf(6n), now), 7);
  assert.equal(mayRenew(loanOf(6n), ada, "2026-03-09").ok, false);
  assert.equal(dueFirst(loanOf(7n, { due: "2026-01-01" }), loanOf(6n)), -1);
});
