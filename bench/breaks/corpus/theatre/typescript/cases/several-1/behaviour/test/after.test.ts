import assert from "node:assert/strict";
import { test } from "node:test";

import { VoucherBox } from "../src/custom/passes.ts";
import { rebateOf } from "../src/custom/pricing.ts";
import { now } from "./builders.ts";

test("a voucher is spent on one order", () => {
  const box = new VoucherBox();
  const voucher = box.issue("gift", 100n, 86_400_000, now);
  box.use(voucher, 4n);
  assert.equal(voucher.spentOn, 4n);
  assert.equal(box.check(voucher.code, "2026-11-05"), "used");
  assert.deepEqual(box.ending("2026-11-05", 9), []);
  box.reopen(4n);
  assert.equal(voucher.spentOn, undefined);
});

test("rebates of others stay as they were", () => {
  assert.deepEqual((["regular", "friend", "patron"] as const).map(rebateOf), [0, 0.1, 0.2]);
  const student = rebateOf("student");
  assert.ok(student >= 0 && student <= 1);
});
