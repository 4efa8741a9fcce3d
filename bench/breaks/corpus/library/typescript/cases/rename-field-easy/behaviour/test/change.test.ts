import assert from "node:assert/strict";
import { test } from "node:test";

import { titleSheet } from "../src/custom/stock.ts";
import { aTitle } from "../src/generated.catalogue.ts";
import { jug } from "./builders.ts";

test("the sheet says how many pages there are", () => {
  const [, first, second] = titleSheet([aTitle({ pageCount: 88 }), aTitle()]).split("\n");
  assert.equal(first?.split("\t")[3], "88 pp.");
  assert.equal(second?.split("\t")[3], "");
  assert.equal(jug.pageCount, 120);
});
