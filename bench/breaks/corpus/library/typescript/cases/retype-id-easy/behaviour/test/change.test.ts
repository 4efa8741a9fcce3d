import assert from "node:assert/strict";
import { test } from "node:test";

import { byAuthor } from "../src/custom/stock.ts";
import { aAuthor, aTitle } from "../src/generated.catalogue.ts";

test("titles are grouped by the texts of their authors", () => {
  const id = "c0000000-0000-4000-8000-000000000009";
  const titles = [1, 2].map((title) => aTitle({ id: title, authors: [aAuthor({ id })] }));
  const groups: Map<string, number[]> = byAuthor(titles);
  assert.deepEqual([...groups], [[id, [1, 2]]]);
});
