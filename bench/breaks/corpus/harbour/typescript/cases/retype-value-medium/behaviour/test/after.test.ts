import assert from "node:assert/strict";
import { test } from "node:test";

import { Bill, overdue, printed, settle } from "../src/custom/fees.ts";
import { aAccount } from "../src/generated.ts";
import { call, today } from "./builders.ts";

test("an account is due on the thirtieth day, and printed with it", () => {
  const account = settle(call(), new Bill(), today);
  assert.equal(account.due.toISOString().slice(0, 10), "2026-03-31");
  assert.match(printed(account), /^Account 26-00007, due 2026-03-31\b/);
});

test("accounts of other months are overdue, the oldest first", () => {
  const due = (number: string, day: string) =>
    aAccount({ number, due: new Date(`${day}T12:00:00Z`) });
  const accounts = [due("b", "2026-01-09"), due("a", "2025-12-30"), due("c", "2026-05-01")];
  assert.deepEqual(
    overdue(accounts, today).map(({ number }) => number),
    ["a", "b"],
  );
});
