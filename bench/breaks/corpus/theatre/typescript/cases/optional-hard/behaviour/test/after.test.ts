import assert from "node:assert/strict";
import { test } from "node:test";

import { Diary } from "../src/custom/diary.ts";
import { printLeaflet } from "../src/custom/leaflet.ts";
import { hamlet, now, programme, retry, tonight } from "./builders.ts";

test("performances with a time stand where they stood", async () => {
  const later = { ...tonight, id: 13n, startsAt: new Date("2026-11-07T19:30:00Z") };
  const diary = new Diary(programme([later, tonight]), { maxAgeMs: 1, now: () => now, retry });
  const week = await diary.week("2026-11-07");
  assert.deepEqual(
    week.get("2026-11-07")?.map(({ id }) => id),
    [12n, 13n],
  );
  assert.deepEqual(await diary.clashes("2026-11-07"), new Set([3]));
});

test("a leaflet tells the time where there is one", () => {
  assert.ok(printLeaflet(tonight, hamlet, []).lines.includes("18:30 to 21:30"));
  const lines = printLeaflet({ ...tonight, startsAt: undefined }, hamlet, []).lines;
  assert.ok(!lines.some((line) => /undefined|NaN|18:30/.test(line)));
});
