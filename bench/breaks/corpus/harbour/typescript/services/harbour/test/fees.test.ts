import assert from "node:assert/strict";
import { test } from "node:test";

import {
  accountNumber,
  Bill,
  billOf,
  Money,
  overdue,
  printed,
  settle,
  titleOf,
} from "../src/custom/fees.ts";
import { aAccount, aManifest } from "../src/generated.ts";
import { aurora, box, call, today } from "./builders.ts";

test("money is written with two digits", () => {
  assert.equal(String(new Money(1205n).plus(new Money(100n))), "13.05 EUR");
});

test("fees of nothing are left out", () => {
  const bill = new Bill().add("waste", 0n, "none").add("berth", 5n, "an hour");
  assert.deepEqual(bill.fees, [{ kind: "berth", cents: 5n, text: "an hour" }]);
  assert.equal(bill.total.cents, 5n);
});

test("begun hours, tons and the flag are paid for", () => {
  const manifest = aManifest({ containers: [box(), box()] });
  const { fees } = billOf(call({ manifest }), aurora, 15);
  assert.deepEqual(
    fees.map(({ kind, cents }) => [kind, cents]),
    [
      ["berth", 15_000n],
      ["tonnage", 27_600n],
      ["pilotage", 60_000n],
      ["waste", 7_500n],
    ],
  );
});

test("ships under green flags pay no waste", () => {
  const { fees } = billOf(call(), { ...aurora, flag: "DK" }, undefined);
  assert.deepEqual(
    fees.map(({ text }) => text),
    ["3 h for Aurora", "GT 9000"],
  );
});

test("an account is numbered by year and call, and due in a month", () => {
  assert.equal(accountNumber(call()), "26-00007");
  assert.equal(settle(call(), new Bill(), today).due, "2026-03-31");
});

test("the bill is printed in columns", () => {
  const bill = new Bill().add("pilotage", 6000n, "in and out").add("waste", 7500n, "flag DE");
  assert.equal(
    printed(settle(call(), bill, today)),
    [
      "Account 26-00007, due 2026-03-31",
      "Pilot 60.00 EUR  in and out",
      "Waste 75.00 EUR  flag DE",
      "Total 135.00 EUR",
    ].join("\n"),
  );
  assert.equal(titleOf("tonnage"), "Tonnage");
});

test("what is not paid in time is overdue", () => {
  const accounts = [
    aAccount({ number: "b", due: "2026-02-27" }),
    aAccount({ number: "a", due: "2026-02-01" }),
    aAccount({ number: "c", due: "2026-02-01", paid: true }),
    aAccount({ number: "d", due: today }),
  ];
  assert.deepEqual(
    overdue(accounts, today).map(({ number }) => number),
    ["a", "b"],
  );
});
