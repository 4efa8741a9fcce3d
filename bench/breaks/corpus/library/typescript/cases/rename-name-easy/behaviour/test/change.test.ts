import assert from "node:assert/strict";
import { test } from "node:test";

import { house, loanOf } from "./builders.ts";

test("reminders go out under the new name", async () => {
  const { desk, notified } = house({ loans: [loanOf(1n, { due: "2026-02-20" })] });
  assert.equal(await desk.remind(), 1);
  assert.deepEqual(
    notified.map(({ subject, body }) => [subject, body]),
    [["1 overdue", "L0000001, 10 days"]],
  );
});
