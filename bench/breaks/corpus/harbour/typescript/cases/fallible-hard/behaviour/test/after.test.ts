import assert from "node:assert/strict";
import { test } from "node:test";

import { extremes, TideBoard } from "../src/custom/tides.ts";
import { aTide, aTideTable, UnknownStation } from "../src/generated.tides.ts";
import { at, ctx, fakeTides, today } from "./builders.ts";

test("the tides of a day are those of its table", async () => {
  const turns = [aTide({ kind: "high", at: at("02:00"), height: 3.9 })];
  const tides = fakeTides({ getTides: async ({ station }) => aTideTable({ station, turns }) });
  assert.equal(extremes(await new TideBoard(tides, "NK", () => 0).day(today, ctx)), "high 3.9");
});

test("a gauge that nobody knows has no tides", async () => {
  const tides = fakeTides({ getTides: async ({ station }) => new UnknownStation({ station }) });
  assert.deepEqual(await new TideBoard(tides, "XX", () => 0).day(today, ctx), []);
});
