import assert from "node:assert/strict";
import { test } from "node:test";

import { ctx, start, train } from "./fixtures.ts";

test("a planned train has its path and no charge", async () => {
  const { traffic } = start();
  const { label, category, day, stops, formation } = train();
  const planned = await traffic.planTrain({ label, category, day, stops, formation }, ctx);
  assert.ok("path" in planned);
  assert.equal(planned.path, "path of EC 176");
  assert.ok(!("charge" in planned));
});
