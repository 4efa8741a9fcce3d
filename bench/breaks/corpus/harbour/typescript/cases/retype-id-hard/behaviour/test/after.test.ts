import assert from "node:assert/strict";
import { test } from "node:test";

import { CallBook } from "../src/custom/calls.ts";
import { accountNumber } from "../src/custom/fees.ts";
import { dump, load } from "../src/custom/journal.ts";
import { call } from "./builders.ts";

test("calls opened after another have ids of their own", () => {
  const book = new CallBook([call({ id: "9" })]);
  const { id, state, ...rest } = call();
  assert.equal(state, "announced");
  const ids = [id, ...[1, 2, 3].map(() => book.open(rest).id)];
  assert.equal(new Set([...ids, "9"]).size, 5);
  assert.equal(book.list().length, 4);
});

test("an id is a text in the journal and on the bill", () => {
  assert.equal(load(dump([call({ id: "12" })]))[0]?.id, "12");
  assert.equal(accountNumber(call({ id: "12" })), "26-00012");
});
