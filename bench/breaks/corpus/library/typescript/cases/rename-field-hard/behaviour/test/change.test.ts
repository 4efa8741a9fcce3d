import assert from "node:assert/strict";
import { test } from "node:test";

import { searchText, titleLabel, titleSheet } from "../src/custom/stock.ts";
import { aAuthor, aTitle } from "../src/generated.catalogue.ts";
import { atlas } from "./builders.ts";

const title = aTitle({
  heading: "Logic",
  shelfmark: "BC71",
  authors: [aAuthor({ name: "Tarski, Alfred" })],
  published: "1936-01-01",
  firstPublished: "1936-01-01",
});

test("a title goes by its heading", () => {
  assert.equal(titleLabel(title), "Tarski, A.: Logic (1936)");
  assert.equal(searchText(title), "logic bc71");
  assert.equal(titleSheet([title]).split("\n")[1]?.split("\t")[0], "Logic");
  assert.equal(atlas.heading, "Atlas");
});
