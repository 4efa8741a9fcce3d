import assert from "node:assert/strict";
import { test } from "node:test";

import { Titles } from "../src/custom/stock.ts";
import { jug } from "./builders.ts";

test("the catalogue is always told a language", async () => {
  const languages: string[] = [];
  const titles = new Titles(
    {
      getTitle: async ({ language }) => (languages.push(language), jug),
      findTitles: async ({ language }) => (languages.push(language), [jug]),
    },
    () => new Date(0),
  );
  assert.equal((await titles.find(7))?.id, 7);
  assert.equal((await titles.guess("jug"))?.id, 7);
  assert.equal(languages.length, 2);
  assert.ok(languages.every((language) => typeof language === "string" && language !== ""));
});
