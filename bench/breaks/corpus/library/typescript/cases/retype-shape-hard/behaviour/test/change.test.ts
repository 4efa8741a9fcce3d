import assert from "node:assert/strict";
import { test } from "node:test";

import { load, save } from "../src/custom/journal.ts";
import { ListBuilder } from "../src/custom/readers.ts";
import type { ReadingList } from "../src/generated.ts";

test("entries carry their notes", () => {
  const list = new ListBuilder(1, "Winter").add(7, "long").add(12).add(7).build();
  assert.deepEqual(
    list.titles.map(({ title, note }) => [title, note]),
    [
      [7, "long"],
      [12, undefined],
    ],
  );
});

test("a list is the same after it was written and read", () => {
  const list: ReadingList = {
    slug: "1-summer",
    owner: 1,
    name: "Summer",
    titles: [{ title: 7, note: "twice" }, { title: 9 }],
    shared: true,
  };
  assert.deepEqual(load(save({ lists: [list] })).lists, [list]);
});
