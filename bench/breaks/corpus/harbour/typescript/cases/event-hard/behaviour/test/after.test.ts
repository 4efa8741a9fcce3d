import assert from "node:assert/strict";
import { test } from "node:test";

import { aTide, aTidesCorrected } from "../src/generated.tides.ts";
import { at, ctx, fakeTides, scene, today } from "./builders.ts";

test("all days that are corrected are asked for again", async () => {
  let asked = 0;
  const { getTides } = fakeTides();
  const { harbour, board } = scene({
    tides: {
      getTides: (input) => {
        asked += 1;
        return getTides(input);
      },
    },
  });
  const days = [today, "2026-03-02"];
  for (const day of days) await board.day(day, ctx);
  const corrections = days.map((day, index) => ({
    tide: aTide({ id: BigInt(index), station: "NK", at: at("06:00", day), height: 3 }),
    previous: 4,
  }));
  await harbour.replan(aTidesCorrected({ corrections, reason: "gauge" }), ctx);
  for (const day of days) await board.day(day, ctx);
  assert.equal(asked, 4);
});
