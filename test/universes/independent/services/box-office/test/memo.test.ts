import assert from "node:assert/strict";
import { test } from "node:test";

import { Memo } from "../src/custom/memo.ts";

test("an answer is loaded once while it is fresh", async () => {
  let now = 0;
  let loads = 0;
  const memo = new Memo<string, number>(2, 10, () => now);
  const load = async (key: string): Promise<number> => {
    loads += 1;
    return key.length;
  };
  assert.equal(await memo.get("stage", load), 5);
  assert.equal(await memo.get("stage", load), 5);
  assert.equal(loads, 1);
  now = 10;
  await memo.get("stage", load);
  assert.equal(loads, 2);
});

test("the oldest goes first", async () => {
  const memo = new Memo<number, string>(2, 1_000);
  const load = async (id: number): Promise<string> => `loaded ${id}`;
  for (const id of [1, 2, 3]) await memo.get(id, load);
  assert.equal(memo.forget(1), false);
  assert.equal(memo.forget(3), true);
});
