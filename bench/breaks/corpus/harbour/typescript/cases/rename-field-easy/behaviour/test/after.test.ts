import assert from "node:assert/strict";
import { test } from "node:test";

import { TideBoard } from "../src/custom/tides.ts";
import { aStation } from "../src/generated.tides.ts";
import { ctx, fakeTides } from "./builders.ts";

test("the title counts what stands at the gauge", async () => {
  const tides = fakeTides({
    getStation: async ({ code }) => aStation({ code, name: "Mole", instruments: ["a", "b", "c"] }),
  });
  assert.equal(await new TideBoard(tides, "MO", () => 0).title(ctx), "Mole (MO), 3 sensors");
});
