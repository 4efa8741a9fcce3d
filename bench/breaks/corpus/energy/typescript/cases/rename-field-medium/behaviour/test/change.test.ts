import assert from "node:assert/strict";
import { test } from "node:test";

import { directory, letter } from "../src/custom/report.ts";
import { load, save } from "../src/custom/store.ts";
import { aContact, aContract } from "../src/generated.ts";
import { bill, ctx, opening, start, tariff } from "./builders.ts";

test("a contract's holder is who opened it", async () => {
  const { supply, service } = start();
  await supply.putTariff({ tariff: tariff() }, ctx);
  const opened = await supply.openContract(opening({ customer: "Grace" }), ctx);
  assert.ok("holder" in opened && opened.holder === "Grace");
  const [line] = directory(service.books.contracts);
  assert.equal(line, "000001;Grace;2026-02-01;home+green");
});

test("letters and stored lines know the holder", () => {
  const contact = aContact({ name: "Bob", email: "bob@example.org" });
  const text = letter(aContract({ holder: "Bob Ltd", contact }), bill());
  assert.ok(text.startsWith("To: Bob <bob@example.org> (for Bob Ltd)\n"));
  const { books } = start().service;
  books.contracts.add(aContract({ id: 3, holder: "Bob Ltd" }));
  const again = start().service.books;
  load(again, save(books));
  assert.equal(again.contracts.get(3)?.holder, "Bob Ltd");
  const old = start().service.books;
  load(
    old,
    [...save(books)].map((each) => each.replace('"holder"', '"customer"')),
  );
  assert.equal(old.contracts.get(3)?.holder, "Bob Ltd");
});
