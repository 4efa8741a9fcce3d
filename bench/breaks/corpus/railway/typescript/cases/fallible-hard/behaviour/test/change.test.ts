import assert from "node:assert/strict";
import { test } from "node:test";

import { Network } from "../src/custom/network.ts";
import { aSection, PathUnpowered } from "../src/generated.infrastructure.ts";
import { MessagesRefused } from "../src/generated.sales.ts";
import { at, ctx, infrastructure, start, train } from "./fixtures.ts";

test("a path without power is no offer", async () => {
  const rails = new Network(
    infrastructure({
      requestPath: async () => new PathUnpowered({ sectionId: 21, power: "none" }),
    }),
    { maxAgeMs: 1, attempts: 1 },
    () => at("06:00"),
  );
  const given = await rails.path("S 1", [aSection()], at("07:00")).catch(() => undefined);
  assert.ok(given === undefined || !("reference" in given));
});

test("who refuses messages does not stop the others", async () => {
  const asked: number[] = [];
  const { traffic, tools, cancelled } = start(
    {},
    {
      notify: async ({ passengerId }) => {
        asked.push(passengerId);
        return new MessagesRefused({ passengerId });
      },
    },
  );
  tools.state.timetable.add(train());
  await traffic.cancelTrain({ id: 1, cause: "weather" }, ctx);
  assert.deepEqual(asked, [12, 13]);
  assert.equal(cancelled.length, 1);
});
