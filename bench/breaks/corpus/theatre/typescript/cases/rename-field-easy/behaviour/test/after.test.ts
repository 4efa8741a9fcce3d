import assert from "node:assert/strict";
import { test } from "node:test";

import { printLeaflet } from "../src/custom/leaflet.ts";
import { aPerformance, aProduction } from "../src/generated.programme.ts";

test("a leaflet names the age from which a production is meant", () => {
  const lines = (minAge: number) => printLeaflet(aPerformance(), aProduction({ minAge }), []).lines;
  assert.ok(lines(14).includes("From the age of 14"));
  assert.ok(!lines(0).some((line) => line.startsWith("From the age")));
});
