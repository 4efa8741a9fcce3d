import assert from "node:assert/strict";
import { test } from "node:test";

import { ctx, open } from "./builders.ts";

test("a move is noted", async () => {
  const { house, lines } = open();
  const to = new Date("2026-11-08T18:30:00Z");
  await house.noteMove({ performanceId: 12n, wasAt: new Date("2026-11-07T18:30:00Z"), to }, ctx);
  assert.deepEqual(lines, ["performance 12 moved to 2026-11-08T18:30:00.000Z"]);
});
