import assert from "node:assert/strict";
import { test } from "node:test";

import { ctx, start, train } from "./fixtures.ts";

test("only the train is announced", async () => {
  const { traffic, tools, cancelled } = start();
  tools.state.timetable.add(train());
  await traffic.cancelTrain({ id: 1, cause: "weather" }, ctx);
  assert.deepEqual(
    cancelled.map((event) => Object.keys(event)),
    [["train"]],
  );
});
