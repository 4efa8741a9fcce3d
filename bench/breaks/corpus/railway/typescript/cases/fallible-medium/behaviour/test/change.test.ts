import assert from "node:assert/strict";
import { test } from "node:test";

import { ctx, start } from "./fixtures.ts";

test("a page says whether there are more", async () => {
  const { traffic } = start();
  for (let count = 0; count < 21; count++)
    await traffic.reportFound(
      { trainId: 1, description: "hat", colours: [], foundOn: "2026-03-01" },
      ctx,
    );
  const first = await traffic.findItems({ words: "hat", page: 1 }, ctx);
  assert.deepEqual([first.items.length, first.more], [20, true]);
  const second = await traffic.findItems({ words: "hat", page: 2 }, ctx);
  assert.deepEqual([second.items.map(({ id }) => id), second.more], [[21], false]);
});
