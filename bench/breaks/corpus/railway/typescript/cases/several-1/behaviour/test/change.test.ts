import assert from "node:assert/strict";
import { test } from "node:test";

import { Network } from "../src/custom/network.ts";
import { aRestriction, aSection } from "../src/generated.infrastructure.ts";
import { at, infrastructure } from "./fixtures.ts";

test("a restriction holds on the days between its moments, at its own speed", () => {
  const rails = new Network(infrastructure(), { maxAgeMs: 1, attempts: 1 }, () => at("06:00"));
  const since = new Date("2026-03-02T00:00:00Z");
  const until = new Date("2026-03-05T23:59:59Z");
  rails.restrict(aRestriction({ id: 1, sectionId: 21, topSpeed: 60, since, until }));
  const section = aSection({ id: 21, lineSpeed: 90 });
  const speeds = ["2026-03-01", "2026-03-03", "2026-03-04", "2026-03-06"];
  assert.deepEqual(
    speeds.map((day) => rails.speedOn(section, day)),
    [90, 60, 60, 90],
  );
});
