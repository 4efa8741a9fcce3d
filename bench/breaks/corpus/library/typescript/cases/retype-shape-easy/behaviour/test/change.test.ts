import assert from "node:assert/strict";
import { test } from "node:test";

import { titleSheet } from "../src/custom/stock.ts";
import { aTitle } from "../src/generated.catalogue.ts";
import { jug } from "./builders.ts";

test("the sheet shows the number of a title that has one", () => {
  const [, first] = titleSheet([aTitle({ isbn: ["9783161484100"] })]).split("\n");
  assert.equal(first?.split("\t")[2], "9783161484100");
  assert.deepEqual(jug.isbn, ["9783161484100"]);
});
