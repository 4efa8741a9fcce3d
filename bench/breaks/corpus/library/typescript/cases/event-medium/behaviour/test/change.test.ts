import assert from "node:assert/strict";
import { test } from "node:test";

import { ctx, house, loanOf } from "./builders.ts";

test("a loan that is closed is told by its id", async () => {
  const { desk, closed } = house({ loans: [loanOf(9n, { member: 2, due: "2026-02-28" })] });
  await desk.giveBack({ barcode: "L0000001", branch: "harbour", damage: 0 }, ctx);
  assert.deepEqual(closed, [{ loan: 9n, member: 2, branch: "harbour", daysLate: 2 }]);
});
