import assert from "node:assert/strict";
import { test } from "node:test";

import { lengthOf, printLeaflet } from "../src/custom/leaflet.ts";
import { aPerformance, aProduction } from "../src/generated.programme.ts";

test("the interval is counted once", () => {
  const production = aProduction({ minutes: 180, playingMinutes: 160 });
  const performance = aPerformance({
    startsAt: new Date("2026-11-07T18:30:00Z"),
    interval: 20 * 60_000,
  });
  assert.equal(lengthOf(production, performance), 180);
  const leaflet = printLeaflet(performance, production, []);
  assert.equal(leaflet.minutes, 180);
  assert.ok(leaflet.lines.includes("18:30 to 21:30"));
});
