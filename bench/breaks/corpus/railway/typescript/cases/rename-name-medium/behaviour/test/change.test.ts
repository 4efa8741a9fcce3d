import assert from "node:assert/strict";
import { test } from "node:test";

import { Network } from "../src/custom/network.ts";
import { aSection, NoRoute } from "../src/generated.infrastructure.ts";
import type { InfrastructureApi } from "../src/generated.infrastructure.ts";
import { at, infrastructure, train } from "./fixtures.ts";

test("a way is looked for once for each hop", async () => {
  const asked: string[] = [];
  const findRoute: InfrastructureApi["findRoute"] = async (input) => {
    asked.push(input.toCode);
    return input.toCode === "CPH" ? new NoRoute(input) : [aSection({ id: 21 })];
  };
  const rails = new Network(infrastructure({ findRoute }), { maxAgeMs: 9, attempts: 1 }, () =>
    at("06:00"),
  );
  const stops = train().stops.slice(0, 2);
  assert.deepEqual(
    (await rails.sectionsOf(stops)).map(({ id }) => id),
    [21],
  );
  await rails.sectionsOf(stops);
  assert.deepEqual(asked, ["HAM"]);
  await assert.rejects(rails.sectionsOf(train().stops), /no rails/);
});
