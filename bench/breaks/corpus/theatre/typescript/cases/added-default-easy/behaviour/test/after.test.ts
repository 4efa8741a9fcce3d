import assert from "node:assert/strict";
import { test } from "node:test";

import { VoucherBox } from "../src/custom/passes.ts";
import { now } from "./builders.ts";

test("a new voucher may be given away", () => {
  const voucher = new VoucherBox().issue("gift", 100n, 86_400_000, now);
  assert.equal(voucher.transferable, true);
  assert.equal(voucher.expires, "2026-11-06");
});
