import assert from "node:assert/strict";
import { test } from "node:test";

import { Diary } from "../src/custom/diary.ts";
import { now, programme, retry, tonight } from "./builders.ts";

test("a week that was announced is told as before", async () => {
  const diary = new Diary(programme(), { maxAgeMs: 1, now: () => now, retry });
  const week = await diary.week("2026-11-07");
  assert.deepEqual([...week], [["2026-11-07", [tonight]]]);
});
