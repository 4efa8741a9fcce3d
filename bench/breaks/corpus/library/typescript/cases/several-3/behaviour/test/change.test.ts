import assert from "node:assert/strict";
import { test } from "node:test";

import { load, save } from "../src/custom/journal.ts";
import { Holds } from "../src/custom/wishes.ts";
import { aHold } from "../src/generated.ts";
import { bob, ctx, house, loanOf } from "./builders.ts";

test("a loan begins on a day", async () => {
  const { desk } = house();
  const loan = await desk.lend({ member: 1, barcode: "L0000001" }, ctx);
  assert.ok("due" in loan);
  assert.deepEqual([loan.since, loan.due], ["2026-03-02", "2026-03-31"]);
  const loans = [loanOf(4n, { since: "2026-02-03" })];
  assert.deepEqual(load(save({ loans })).loans, loans);
});

test("the heaviest goes first", () => {
  const placed = new Date("2026-02-01T00:00:00Z");
  const holds = new Holds([
    aHold({ id: 1, weight: "9.5", placed }),
    aHold({ id: 2, weight: "10", placed }),
    aHold({ id: 3, weight: "0.5", placed }),
  ]);
  assert.deepEqual(
    holds.queue(1).map(({ id }) => id),
    [2, 1, 3],
  );
  assert.equal(Number(holds.place(bob, 8, "central", placed).weight), 2);
});
