import assert from "node:assert/strict";
import { test } from "node:test";

import { ada, ctx, house, loanOf, jugCopy } from "./builders.ts";

test("a new loan has no reminders, and keeps what it has", async () => {
  const { desk } = house();
  const loan = await desk.lend({ member: ada.id, barcode: jugCopy.barcode }, ctx);
  assert.ok("due" in loan);
  assert.deepEqual([loan.reminders, loan.renewals], [0, 0]);
  assert.equal(loanOf(1n).reminders, 0);
  const kept = desk.loans.renew({ ...loan, reminders: 2 }, ada);
  assert.deepEqual([kept.reminders, kept.renewals], [2, 1]);
});
