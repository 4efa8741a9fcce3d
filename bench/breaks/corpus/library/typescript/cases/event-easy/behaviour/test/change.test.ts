import assert from "node:assert/strict";
import { test } from "node:test";

import { aHold } from "../src/generated.ts";
import { ctx, house, loanOf } from "./builders.ts";

test("a hold that is ready is told with its shelf", async () => {
  const holds = [aHold({ id: 5, member: 2, title: 7, pickup: "central" })];
  const { desk, ready } = house({ loans: [loanOf(1n)], holds });
  await desk.giveBack({ barcode: "L0000001", branch: "central", damage: 0 }, ctx);
  assert.deepEqual(
    ready.map((event) => Object.keys(event).toSorted()),
    [["hold", "shelf"]],
  );
  assert.deepEqual([ready[0]?.hold.member, ready[0]?.shelf], [2, "H05"]);
});
