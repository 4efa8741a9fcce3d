import assert from "node:assert/strict";
import { test } from "node:test";

import { fleet, fleetSummary } from "../src/custom/report.ts";
import { aurora } from "./builders.ts";

test("a fleet of an owner who is known is read to its end", async () => {
  const ships = [aurora, aurora, aurora, aurora];
  const registry = {
    findVessels: async ({ page, size }: { page: number; size: number }) =>
      ships.slice((page - 1) * size, page * size),
  };
  assert.equal(
    await fleetSummary(fleet(registry, "Lines", 3)),
    "4 ships, 36000 GT, longest Aurora",
  );
});
