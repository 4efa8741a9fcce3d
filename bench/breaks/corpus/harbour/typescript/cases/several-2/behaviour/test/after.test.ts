import assert from "node:assert/strict";
import { test } from "node:test";

import { parseContainer } from "../src/custom/cargo.ts";
import { Bill, settle } from "../src/custom/fees.ts";
import { call, today } from "./builders.ts";

test("an account is in euros", () => {
  assert.equal(settle(call(), new Bill(), today).currency, "EUR");
});

test("livestock is read", () => {
  const parsed = parseContainer("CSQU3054383;livestock;900;12;", 1);
  assert.ok(parsed.ok && parsed.value.kind === "livestock");
});
