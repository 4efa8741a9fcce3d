import assert from "node:assert/strict";
import { test } from "node:test";

import { load, save } from "../src/custom/journal.ts";
import { Holds } from "../src/custom/wishes.ts";
import { aHold } from "../src/generated.ts";
import { ada, ctx, house, loanOf } from "./builders.ts";

test("holds are counted in big numbers", () => {
  const holds = new Holds([aHold({ id: 1n, title: 5 })]);
  assert.equal(holds.place(ada, 7, "central", new Date(0)).id, 2n);
  assert.equal(holds.get(2n)?.title, 7);
});

test("a hold is the same after it was written and read", () => {
  const holds = [aHold({ id: 9007199254740993n })];
  assert.deepEqual(load(save({ holds })).holds, holds);
});

test("the shelf of a hold has the last two digits", async () => {
  const holds = [aHold({ id: 1207n, member: 2, title: 7, pickup: "central" })];
  const { desk, ready } = house({ loans: [loanOf(1n)], holds });
  await desk.giveBack({ barcode: "L0000001", branch: "central", damage: 0 }, ctx);
  assert.equal(ready[0]?.shelf, "H07");
});
