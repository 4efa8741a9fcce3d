import assert from "node:assert/strict";
import { test } from "node:test";

import { load, readStocktaking, save, writeStocktaking } from "../src/custom/journal.ts";
import { itemLine, slip, stateText } from "../src/custom/report.ts";
import {
  byAuthor,
  mark,
  mayBecome,
  parcels,
  readPlace,
  searchText,
  spineLabel,
  Stock,
  Titles,
  titleLabel,
  titleSheet,
} from "../src/custom/stock.ts";
import { aFine, aHold, itemStateValues } from "../src/generated.ts";
import type { ReadingList } from "../src/generated.ts";
import { ada, atlas, atlasCopy, jug, jugCopy, loanOf, stacks } from "./builders.ts";

test("titles are labelled", () => {
  assert.equal(titleLabel(jug), "Kleist, H.: The Broken Jug (1811)");
  assert.deepEqual(spineLabel(jug), ["PT2378", "Z3", "KLE"]);
  assert.equal(searchText(jug), "the broken jug pt2378 z3");
  assert.equal(
    titleSheet([jug]),
    "Name\tBy\tISBN\tPages\tTags\nThe Broken Jug\tKleist, Heinrich\t9783161484100\t120 pp.\tcomedy court",
  );
});

test("titles are found by their authors and go into parcels", () => {
  assert.deepEqual([...byAuthor([jug, atlas])], [[3, [7]]]);
  const packed = parcels([jug, atlas, atlas, jug]);
  assert.deepEqual(
    packed.map((titles) => titles.map(({ id }) => id)),
    [
      [7, 12],
      [12, 7],
    ],
  );
});

test("a guess takes the title that has the words", async () => {
  const titles = new Titles(
    {
      getTitle: async () => jug,
      findTitles: async ({ limit }) => [atlas, jug].slice(0, limit),
    },
    () => new Date(0),
  );
  assert.equal((await titles.guess("broken"))?.id, 7);
  assert.equal((await titles.guess("nothing"))?.id, 12);
});

test("states follow each other", () => {
  assert.equal(mayBecome("shelved", "lent"), true);
  assert.equal(mayBecome("missing", "lent"), false);
  assert.deepEqual(itemStateValues.map(mark), [" ", "-", "!", ">", "?"]);
  assert.equal(stateText("moving"), "between branches");
});

test("the free copy of the own branch goes first", () => {
  const far = { ...jugCopy, barcode: "L0000003", place: { ...stacks, branch: "harbour" }, wear: 0 };
  const stock = new Stock([jugCopy, far]);
  assert.equal(stock.free(7, "central")?.barcode, "L0000001");
  assert.equal(stock.free(7, "harbour")?.barcode, "L0000003");
  assert.equal(stock.free(8, "harbour"), undefined);
});

test("shelves are mapped by branch and room", () => {
  const stock = new Stock([jugCopy, atlasCopy]);
  const map = stock.map().get("central")?.get("stacks") ?? [];
  assert.deepEqual(
    map.map(({ barcode }) => barcode),
    ["L0000002", "L0000001"],
  );
  stock.turn("L0000001", "missing");
  assert.deepEqual(
    [...stock.census()],
    [
      ["missing", 1],
      ["shelved", 1],
    ],
  );
});

test("a place is read as it is written", () => {
  assert.deepEqual(readPlace("central/stacks/3"), stacks);
  assert.equal(readPlace("central/stacks/top"), undefined);
  assert.equal(itemLine(jugCopy, undefined), "L0000001 [ ] central/stacks/3 ?");
});

test("a stocktaking is read and written", () => {
  const text = "L0000001 7 central/reading room/3\nL0000009 x central/stacks/1";
  const items = readStocktaking(text, "2026-03-02");
  assert.equal(items.size, 1);
  assert.equal(items.get("L0000001")?.title, 7);
  assert.equal(writeStocktaking(items), "L0000001 7 central/reading room/3");
});

test("a slip names the loan and when it is due", () => {
  assert.equal(
    slip(loanOf(17n, { renewals: 1, note: "with map" }), jug, ada),
    "No. 00000017\nKleist, H.: The Broken Jug (1811)\nfor A-000001-9\ndue 2026-03-02 (renewed 1x)\nnote: with map",
  );
});

test("records are the same after they were written and read", () => {
  const list: ReadingList = {
    slug: "1-summer",
    owner: 1,
    name: "Summer",
    titles: [7],
    notes: new Map([[7, "twice"]]),
    shared: false,
  };
  const kept = {
    members: [ada],
    items: [jugCopy],
    loans: [loanOf(4n), loanOf(5n, { returned: new Date("2026-03-01T12:00:00Z") })],
    holds: [aHold({ id: 3, expires: "2026-03-09" })],
    fines: [aFine({ loan: 4n })],
    lists: [list],
  };
  const text = save(kept);
  assert.deepEqual(load(`${text}\nothers {}`), kept);
  assert.match(text, /^loans \{.*"id":"4"/m);
});
