import assert from "node:assert/strict";
import { test } from "node:test";

import { Titles } from "../src/custom/stock.ts";
import { SearchClosed } from "../src/generated.catalogue.ts";
import { atlas, jug } from "./builders.ts";

const guess = async (answer: SearchClosed | (typeof jug)[]) => {
  const titles = new Titles(
    { getTitle: async () => atlas, findTitles: async () => answer },
    () => new Date(0),
  );
  return await titles.guess("jug").catch(() => undefined);
};

test("a closed search guesses no title that it was not told", async () => {
  const closed = new SearchClosed({ until: new Date("2026-03-03T00:00:00Z") });
  assert.ok(!((await guess(closed)) instanceof SearchClosed));
  assert.equal((await guess([atlas, jug]))?.id, 7);
});
