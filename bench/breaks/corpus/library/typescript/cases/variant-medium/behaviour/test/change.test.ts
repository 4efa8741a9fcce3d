import assert from "node:assert/strict";
import { test } from "node:test";

import { fineLine, Money, reasonText, reckon } from "../src/custom/fines.ts";
import { aFine, fineReasonValues } from "../src/generated.ts";

test("each reason has an amount and a text", () => {
  const offence = { daysLate: 1, damage: 5, price: Money.parse("10.00") };
  const known = fineReasonValues.map((reason) => reckon(reason, offence).cents >= 0n);
  assert.deepEqual(known, [true, true, true, true]);
  assert.notEqual(reasonText("soiled"), "");
  assert.match(fineLine(aFine({ reason: "soiled", amount: "1.00" })), /^soiled: .*, 1\.00/);
  assert.equal(reckon("damaged", offence).toString(), "5.00");
});
