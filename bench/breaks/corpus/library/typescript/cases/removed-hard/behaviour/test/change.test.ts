import assert from "node:assert/strict";
import { test } from "node:test";

import { stateText } from "../src/custom/report.ts";
import { mark, mayBecome } from "../src/custom/stock.ts";
import { itemStateValues } from "../src/generated.ts";
import { ctx, house, loanOf } from "./builders.ts";

test("the states that are left are known as they were", () => {
  assert.equal(itemStateValues.length, 4);
  assert.equal(new Set(itemStateValues.map(mark)).size, 4);
  assert.deepEqual(itemStateValues.map(stateText), [
    "on its shelf",
    "out",
    "put aside",
    "not to be found",
  ]);
  assert.equal(mayBecome("lent", "shelved"), true);
  assert.equal(mayBecome("missing", "lent"), false);
});

test("what comes back elsewhere is in a state that there is", async () => {
  const { desk } = house({ loans: [loanOf(4n)] });
  desk.stock.items.patch("L0000001", { state: "lent" });
  await desk.giveBack({ barcode: "L0000001", branch: "harbour", damage: 0 }, ctx);
  assert.ok(itemStateValues.some((state) => state === desk.stock.find("L0000001")?.state));
});
