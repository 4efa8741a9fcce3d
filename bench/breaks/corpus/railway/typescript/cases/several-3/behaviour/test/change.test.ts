import assert from "node:assert/strict";
import { test } from "node:test";

import { Network } from "../src/custom/network.ts";
import { aPathOffer, aSection, PathTaken } from "../src/generated.infrastructure.ts";
import { at, ctx, infrastructure, start, train } from "./fixtures.ts";

test("a path is asked for again without being flexible", async () => {
  const asked: object[] = [];
  const rails = new Network(
    infrastructure({
      requestPath: async (input) => {
        asked.push(input);
        return asked.length > 1
          ? aPathOffer({ reference: "p" })
          : new PathTaken({ sectionId: 21, by: "DHL" });
      },
    }),
    { maxAgeMs: 1, attempts: 1 },
    () => at("06:00"),
  );
  assert.equal((await rails.path("S 1", [aSection({ id: 21 })], at("07:00"))).reference, "p");
  assert.deepEqual(asked[1], { train: "S 1", sectionIds: [21], departAt: at("08:00") });
});

test("a message has a language", async () => {
  const { traffic, tools, told } = start();
  tools.state.timetable.add(train());
  await traffic.cancelTrain({ id: 1, cause: "weather" }, ctx);
  assert.ok(told.length > 0 && told.every(({ language }) => language !== ""));
  const flat = aSection({ lengthM: 10_000, topSpeed: 100 });
  assert.ok(tools.network.runningTime([flat], "2026-03-01") > 0);
});
