import assert from "node:assert/strict";
import { test } from "node:test";

import { Bill } from "../src/custom/fees.ts";

test("a fee is in euros", () => {
  const { fees } = new Bill().add("waste", 7n, "flag DE");
  assert.deepEqual(
    fees.map(({ currency, cents }) => `${cents} ${currency}`),
    ["7 EUR"],
  );
});
