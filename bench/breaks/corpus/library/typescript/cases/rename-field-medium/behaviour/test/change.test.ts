import assert from "node:assert/strict";
import { test } from "node:test";

import { searchText, spineLabel } from "../src/custom/stock.ts";
import { aAuthor, aTitle } from "../src/generated.catalogue.ts";
import { atlas } from "./builders.ts";

const title = aTitle({
  name: "Logic",
  callNumber: "BC71 T4",
  authors: [aAuthor({ name: "Tarski, A" })],
});

test("a spine shows the call number", () => {
  assert.deepEqual(spineLabel(title), ["BC71", "T4", "TAR"]);
  assert.equal(atlas.callNumber, "G1021");
});

test("call numbers are searched", () => {
  assert.equal(searchText(title), "logic bc71 t4");
  assert.equal(searchText(title, ["callNumber"]), "bc71 t4");
});
