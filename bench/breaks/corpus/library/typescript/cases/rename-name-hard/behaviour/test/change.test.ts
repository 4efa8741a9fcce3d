import assert from "node:assert/strict";
import { test } from "node:test";

import { Fines, Money, reasonText, reckon } from "../src/custom/fines.ts";
import { aFine } from "../src/generated.ts";
import { ctx, house, loanOf } from "./builders.ts";

test("what is overdue costs what late things cost, and may be waived", () => {
  const offence = { daysLate: 2, damage: 0, price: Money.parse("9.00") };
  assert.equal(reckon("overdue", offence).toString(), "0.40");
  assert.equal(reasonText("overdue"), "brought back late");
  const fines = new Fines(() => "", [aFine({ reason: "overdue" }), aFine({ reason: "lost" })]);
  assert.equal(fines.waive(1), 1);
});

test("a late return is announced as overdue", async () => {
  const { desk, fined } = house({ loans: [loanOf(1n, { due: "2026-02-27" })] });
  await desk.giveBack({ barcode: "L0000001", branch: "central", damage: 0 }, ctx);
  assert.deepEqual(
    fined.map(({ fine }) => fine.reason),
    ["overdue"],
  );
});
