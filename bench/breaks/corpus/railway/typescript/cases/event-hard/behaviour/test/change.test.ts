import assert from "node:assert/strict";
import { test } from "node:test";

import { aSection, aPossession } from "../src/generated.infrastructure.ts";
import { at, ctx, start } from "./fixtures.ts";

test("what is given up is open again", async () => {
  const { traffic, tools } = start();
  const section = aSection({ id: 21, tracks: 1 });
  const works = { sectionId: 21, startsAt: at("06:00"), endsAt: at("09:00"), tracks: [1] };
  await traffic.replanWorks(
    {
      granted: [aPossession({ id: 5n, ...works }), aPossession({ id: 6n, ...works })],
      givenUp: [],
    },
    ctx,
  );
  assert.ok(tools.network.closureOf([section], at("08:00")));
  await traffic.replanWorks({ granted: [], givenUp: [5n] }, ctx);
  assert.equal(tools.network.closureOf([section], at("08:00"))?.id, 6n);
  await traffic.replanWorks({ granted: [], givenUp: [6n] }, ctx);
  assert.equal(tools.network.closureOf([section], at("08:00")), undefined);
});
