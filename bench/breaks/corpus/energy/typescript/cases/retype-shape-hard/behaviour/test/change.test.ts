import assert from "node:assert/strict";
import { test } from "node:test";

import { Contracts } from "../src/custom/contracts.ts";
import { directory, mailing } from "../src/custom/report.ts";
import { load, save } from "../src/custom/store.ts";
import { aContact, aContract } from "../src/generated.ts";
import { opening, start } from "./builders.ts";

const tagged = aContract({
  id: 3,
  meter: 9,
  contact: aContact({ email: "bob@example.org" }),
  tags: new Map([
    ["home", "by default"],
    ["vip", "long with us"],
  ]),
});

test("contracts are found by their tags", () => {
  const contracts = new Contracts();
  contracts.add(tagged);
  const opened = contracts.open(opening(), "2026-03-02");
  assert.deepEqual([...opened.tags.keys()].toSorted(), ["green", "home"]);
  assert.equal(contracts.page({ tag: "vip" }, undefined, 9).length, 1);
  assert.equal(contracts.page({ tag: "home" }, undefined, 9).length, 2);
  assert.deepEqual([...mailing([tagged], "vip")], ["bob@example.org"]);
  assert.ok(directory([tagged])[0]?.includes("vip"));
});

test("tags and their reasons are kept over a restart", () => {
  const { books } = start().service;
  books.contracts.add(tagged);
  const again = start().service.books;
  load(again, save(books));
  assert.deepEqual(again.contracts.get(3)?.tags, tagged.tags);
});
