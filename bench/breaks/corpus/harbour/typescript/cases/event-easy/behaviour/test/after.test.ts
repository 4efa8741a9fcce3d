import assert from "node:assert/strict";
import { test } from "node:test";

import { at, call, ctx, scene } from "./builders.ts";

test("others hear where a ship has moored, and no more", async () => {
  const { harbour, told } = scene({ calls: [call({ state: "confirmed", berthId: 4 })] });
  const moored = await harbour.moor({ id: 7n, at: at("06:30") }, ctx);
  assert.ok("eta" in moored && moored.eta.getTime() === at("06:30").getTime());
  assert.deepEqual(told, [{ name: "moored", event: { id: 7n, berthId: 4 } }]);
});
