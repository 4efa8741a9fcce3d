import assert from "node:assert/strict";
import { test } from "node:test";

import { VoucherBox } from "../src/custom/passes.ts";
import { now } from "./builders.ts";

const days = (count: number): number => count * 86_400_000;

test("a voucher ends at a moment, and is refused on later days", () => {
  const box = new VoucherBox();
  const voucher = box.issue("gift", 5000n, days(30), now);
  assert.ok(voucher.expires instanceof Date);
  assert.equal(voucher.expires.toISOString().slice(0, 10), "2026-12-05");
  assert.equal(box.check(voucher.code, "2026-12-04"), voucher);
  assert.equal(box.check(voucher.code, "2026-12-07"), "expired");
});

test("of those that end soon the first to end is at the top", () => {
  const box = new VoucherBox();
  const codes = [20, 10, 5].map((count) => box.issue("gift", 100n, days(count), now).code);
  const lines = box.ending("2026-11-07", 10);
  assert.deepEqual(
    lines.map((line) => line.split(" ")[0]),
    [codes[2], codes[1]],
  );
  assert.ok(lines.every((line) => !line.includes("GMT")));
});
