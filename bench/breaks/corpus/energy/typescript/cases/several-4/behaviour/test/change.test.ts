import assert from "node:assert/strict";
import { test } from "node:test";

import { BillBook } from "../src/custom/bills.ts";
import { load, save } from "../src/custom/store.ts";
import { AlreadySettled, BillNotFound, NoSuchTariff } from "../src/generated.ts";
import { bill, ctx, opening, start } from "./builders.ts";

test("bills are numbered on by text", () => {
  const book = new BillBook();
  assert.equal(book.next, "1");
  for (const number of ["9", "10"]) book.add(bill({ number }));
  assert.equal(book.next, "11");
  assert.ok(book.pay("7", 1n) instanceof BillNotFound);
  book.pay("10", 70n);
  assert.ok(book.pay("10", 1n) instanceof AlreadySettled);
  assert.equal(book.paid("9"), 0n);
});

test("old lines are read with their number", () => {
  const { books } = start().service;
  books.bills.add(bill({ number: "12" }));
  const again = start().service.books;
  load(
    again,
    [...save(books)].map((line) => line.replace('"number":"12"', '"number":12')),
  );
  assert.equal(again.bills.get("12")?.number, "12");
});

test("a tariff that is not there has its error", async () => {
  const answer = await start().supply.openContract(opening(), ctx);
  assert.ok(answer instanceof NoSuchTariff);
});
