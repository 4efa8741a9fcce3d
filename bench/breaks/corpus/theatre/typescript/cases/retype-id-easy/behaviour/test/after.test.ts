import assert from "node:assert/strict";
import { test } from "node:test";

import { Bar } from "../src/custom/foyer.ts";
import { now } from "./builders.ts";

test("sales are numbered in text, each by a number of its own", () => {
  const bar = new Bar();
  const ids = ["sekt", "water", "sekt"].map((item) => bar.sell(12n, item, 1, now).id);
  assert.equal(new Set(ids).size, 3);
  assert.ok(ids.every((id) => typeof id === "string"));
});
