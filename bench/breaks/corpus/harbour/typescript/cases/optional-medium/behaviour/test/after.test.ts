import assert from "node:assert/strict";
import { test } from "node:test";

import { fleetSummary } from "../src/custom/report.ts";
import { aurora, call, ctx, scene } from "./builders.ts";

test("ships whose length is known are treated as before", async () => {
  async function* ships() {
    yield aurora;
    yield { ...aurora, name: "Long", length: 300 };
    yield { ...aurora, name: "Short", length: 30 };
  }
  assert.equal(await fleetSummary(ships()), "3 ships, 27000 GT, longest Long");
  const { harbour } = scene({ vessels: [{ ...aurora, length: 150 }], calls: [call()] });
  const berths = await harbour.suggestBerths({ id: 7n, limit: 9 }, ctx);
  assert.ok(Array.isArray(berths));
  assert.deepEqual(
    berths.map(({ name }) => name),
    ["Nordkai 4"],
  );
});
