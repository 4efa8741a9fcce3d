import assert from "node:assert/strict";
import { test } from "node:test";

import { readStocktaking } from "../src/custom/journal.ts";
import { readPlace, Titles } from "../src/custom/stock.ts";
import type { FindTitlesIn } from "../src/generated.catalogue.ts";
import { atlasCopy, house, jug } from "./builders.ts";

test("places are on the ground unless it is said", () => {
  assert.equal(readPlace("central/stacks/3")?.level, 0);
  assert.equal(atlasCopy.place.level, 0);
  const items = readStocktaking("L0000001 7 central/stacks/3", "2026-03-02");
  assert.equal(items.get("L0000001")?.place.level, 0);
});

test("who moves a copy leaves its level alone", () => {
  const { desk } = house();
  desk.stock.move("L0000001", { level: 2 });
  assert.deepEqual(desk.stock.move("L0000001", { shelf: 9 })?.place, {
    branch: "central",
    room: "stacks",
    shelf: 9,
    level: 2,
  });
});

test("guesses are exact", async () => {
  const asked: FindTitlesIn[] = [];
  const titles = new Titles(
    { getTitle: async () => jug, findTitles: async (input) => (asked.push(input), [jug]) },
    () => new Date(0),
  );
  await titles.guess("jug");
  assert.deepEqual(asked, [{ query: "jug", limit: 5, fuzzy: false }]);
});
