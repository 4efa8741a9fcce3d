import assert from "node:assert/strict";
import { test } from "node:test";

import { aAccountClosed } from "../src/generated.accounts.ts";
import { aTitleWithdrawn } from "../src/generated.catalogue.ts";
import { adaAccount, ctx, house } from "./builders.ts";

test("all titles that are withdrawn are not lent", async () => {
  const { desk, lines } = house();
  const { reason: _reason, ...event } = aTitleWithdrawn({ titles: [7, 12] });
  await desk.withdraw(event, ctx);
  assert.deepEqual(
    [7, 12, 13].map((title) => desk.stock.isWithdrawn(title)),
    [true, true, false],
  );
  assert.ok(lines.every((line) => !line.includes("undefined")));
});

test("the day on which an account is closed is told", async () => {
  const { desk, lines } = house();
  await desk.block(aAccountClosed({ id: adaAccount, on: "2026-02-27" }), ctx);
  assert.match(lines[0] ?? "", /account=a0000000… closed=2026-02-27$/);
});
