import assert from "node:assert/strict";
import { test } from "node:test";

import { slip } from "../src/custom/report.ts";
import { ada, ctx, house, jug, loanOf } from "./builders.ts";

test("a loan is closed without a note", async () => {
  const { desk } = house({ loans: [loanOf(1n)] });
  const loan = await desk.giveBack({ barcode: "L0000001", branch: "central", damage: 2 }, ctx);
  assert.ok("returned" in loan);
  assert.deepEqual(loan.returned, new Date("2026-03-02T10:00:00Z"));
  assert.equal("note" in loan, false);
  assert.match(slip(loanOf(3n), jug, ada), /^No\. 00000003\n.*\nfor A-000001-9\ndue 2026-03-02/);
});
