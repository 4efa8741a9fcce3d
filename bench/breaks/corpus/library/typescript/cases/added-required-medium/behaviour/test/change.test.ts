import assert from "node:assert/strict";
import { test } from "node:test";

import { ctx, house } from "./builders.ts";

test("a request is made when it is asked for", async () => {
  const { desk, clock } = house();
  clock.now = new Date("2026-04-05T06:07:08Z");
  const isbn = "9783161484100";
  const made = await desk.requestLoan({ member: 1, isbn, lender: "university" }, ctx);
  assert.ok("made" in made);
  assert.deepEqual([made.made, made.cost], [new Date("2026-04-05T06:07:08Z"), "3.00"]);
});
