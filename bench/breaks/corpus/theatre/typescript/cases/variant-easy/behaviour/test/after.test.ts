import assert from "node:assert/strict";
import { test } from "node:test";

import { genreWord } from "../src/custom/leaflet.ts";

test("a musical has words of its own", () => {
  assert.equal(typeof genreWord("musical"), "string");
  assert.notEqual(genreWord("musical"), "");
  assert.equal(genreWord("opera"), "An opera");
});
