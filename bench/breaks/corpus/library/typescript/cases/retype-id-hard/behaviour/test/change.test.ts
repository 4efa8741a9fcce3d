import assert from "node:assert/strict";
import { test } from "node:test";

import { load, save } from "../src/custom/journal.ts";
import { aFine } from "../src/generated.ts";
import { ctx, house, loanOf } from "./builders.ts";

test("a loan is found by its text", async () => {
  const { desk } = house({ loans: [loanOf("4")] });
  assert.equal(desk.loans.find("4")?.copy, "L0000001");
  const once = await desk.renew({ id: "4" }, ctx);
  assert.ok("renewals" in once && once.renewals === 1);
});

test("each new loan has a text of its own", async () => {
  const { desk } = house({ loans: [loanOf("9", { returned: new Date("2026-02-10T00:00:00Z") })] });
  const one = await desk.lend({ member: 1, barcode: "L0000001" }, ctx);
  const two = await desk.lend({ member: 1, barcode: "L0000002" }, ctx);
  assert.ok("due" in one && "due" in two);
  assert.equal(typeof one.id, "string");
  assert.equal(new Set(["9", one.id, two.id]).size, 3);
});

test("loans and fines are written as they are", () => {
  const kept = { loans: [loanOf("4")], fines: [aFine({ loan: "4" })] };
  const read = load(save(kept));
  assert.deepEqual([read.loans, read.fines], [kept.loans, kept.fines]);
});
