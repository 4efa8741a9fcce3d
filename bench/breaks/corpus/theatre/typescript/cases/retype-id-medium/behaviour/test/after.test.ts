import assert from "node:assert/strict";
import { test } from "node:test";

import { Diary } from "../src/custom/diary.ts";
import { aPerformance } from "../src/generated.programme.ts";
import { ctx, now, programme, retry } from "./builders.ts";

const big = 9_007_199_254_740_993n;

test("halls with large numbers are told apart", async () => {
  const startsAt = new Date("2026-11-07T18:00:00Z");
  const performances = [
    aPerformance({ id: 1n, hallId: big, startsAt, status: "planned" }),
    aPerformance({ id: 2n, hallId: big + 1n, startsAt, status: "planned" }),
    aPerformance({ id: 3n, hallId: big, startsAt, status: "planned" }),
  ];
  const diary = new Diary(programme(performances), { maxAgeMs: 1000, now: () => now, retry });
  assert.deepEqual(await diary.clashes("2026-11-07"), new Set([big]));
  const evening = await diary.evening(2n, ctx);
  assert.ok("plan" in evening);
  assert.equal(evening.plan.hall.id, big + 1n);
});
