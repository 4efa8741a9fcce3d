import assert from "node:assert/strict";
import { test } from "node:test";

import { RakeBuilder } from "../src/custom/freight.ts";
import { wagon } from "./fixtures.ts";

test("a wagon without air does not brake in a train", () => {
  assert.throws(() => new RakeBuilder().add(wagon({ braked: "none" })).build(), RangeError);
  assert.throws(() => new RakeBuilder().add(wagon({ braked: "hand" })).build(), RangeError);
  assert.ok(Array.isArray(new RakeBuilder().add(wagon({ braked: "air" })).build()));
});
