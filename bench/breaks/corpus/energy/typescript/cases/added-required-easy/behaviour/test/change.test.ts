import assert from "node:assert/strict";
import { test } from "node:test";

import { BillBook } from "../src/custom/bills.ts";
import { AlreadySettled } from "../src/generated.ts";
import { bill } from "./builders.ts";

test("a settled bill takes no payment and says what it got", () => {
  const book = new BillBook();
  book.add(bill());
  book.pay(1, 70n);
  const answer = book.pay(1, 5n);
  assert.ok(answer instanceof AlreadySettled);
  assert.equal(answer.number, 1);
  assert.equal(typeof answer.receivedCents, "bigint");
  assert.equal(book.paid(1), 70n);
});
