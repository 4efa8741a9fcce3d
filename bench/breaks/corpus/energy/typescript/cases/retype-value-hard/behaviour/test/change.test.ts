import assert from "node:assert/strict";
import { test } from "node:test";

import { load, save } from "../src/custom/store.ts";
import { TariffBook } from "../src/custom/tariffs.ts";
import { aTariff } from "../src/generated.ts";
import { start } from "./builders.ts";

const from = (day: string, title: string) =>
  aTariff({ code: "HH-26", title, validFrom: new Date(`${day}T00:00:00Z`) });

test("a correction takes the place of the same moment's version", () => {
  const book = new TariffBook();
  book.put(from("2026-06-01", "New"));
  book.put(from("2026-01-01", "Old"));
  book.put(from("2026-06-01", "Corrected"));
  assert.deepEqual(
    book.versions("HH-26").map(({ title }) => title),
    ["Old", "Corrected"],
  );
  assert.equal(book.on("HH-26", "2026-05-31")?.title, "Old");
  assert.equal(book.on("HH-26", "2026-06-02")?.title, "Corrected");
  assert.equal(book.on("HH-26", "2025-12-30"), undefined);
});

test("the moment is one after a restart as well", () => {
  const { books } = start().service;
  books.tariffs.put(from("2026-01-01", "Old"));
  const again = start().service.books;
  load(again, save(books));
  assert.ok(again.tariffs.versions("HH-26")[0]?.validFrom instanceof Date);
});
