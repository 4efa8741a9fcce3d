import assert from "node:assert/strict";
import { test } from "node:test";

import { isCode, VoucherBox } from "../src/custom/passes.ts";
import { now } from "./builders.ts";

test("a voucher for a charity has a letter of its own, and can be used", () => {
  const box = new VoucherBox();
  const kinds = ["gift", "goodwill", "press", "charity"] as const;
  const vouchers = kinds.map((kind) => box.issue(kind, 100n, 86_400_000, now));
  assert.equal(new Set(vouchers.map(({ code }) => code.split("-")[0])).size, 4);
  const [, , , last] = vouchers;
  assert.ok(last && !last.code.startsWith("X"));
  assert.ok(isCode(last.code));
  assert.equal(box.check(last.code, "2026-11-05"), last);
});
