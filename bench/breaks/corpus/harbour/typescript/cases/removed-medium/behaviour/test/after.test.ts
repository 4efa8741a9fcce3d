import assert from "node:assert/strict";
import { test } from "node:test";

import { TideBoard } from "../src/custom/tides.ts";
import { UnknownStation } from "../src/generated.tides.ts";
import { ctx, fakeTides, today } from "./builders.ts";

test("a gauge that nobody knows has no windows, others have", async () => {
  const tides = fakeTides({ findWindows: async ({ station }) => new UnknownStation({ station }) });
  assert.deepEqual(await new TideBoard(tides, "XX", () => 0).windows(today, 8, ctx), []);
  assert.equal((await new TideBoard(fakeTides(), "NK", () => 0).windows(today, 8, ctx)).length, 1);
});
