import assert from "node:assert/strict";
import { test } from "node:test";

import { Bill, billOf, Money } from "../src/custom/fees.ts";
import { aurora, call } from "./builders.ts";

test("money is written in euros and cents", () => {
  assert.equal(String(new Money(199)), "1.99 EUR");
  assert.equal(String(new Money(5).plus(new Money(1200))), "12.05 EUR");
  assert.equal(new Bill().add("waste", 0, "none").total.cents, 0);
});

test("fees are numbers", () => {
  assert.equal(billOf(call(), aurora, 15).total.cents, 15_000 + 27_000 + 60_000 + 7_500);
});
