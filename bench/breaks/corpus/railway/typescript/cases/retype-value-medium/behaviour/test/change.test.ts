import assert from "node:assert/strict";
import { test } from "node:test";

import { RakeBuilder, unfit } from "../src/custom/freight.ts";
import { wagon } from "./fixtures.ts";

test("lengths are added, not put side by side", () => {
  const rake = new RakeBuilder().add(wagon({ length: "14.5" }), wagon({ length: "9.25" }));
  assert.equal(rake.lengthM, 23.75);
});

test("a length is compared as a number", () => {
  assert.equal(unfit(wagon({ length: "9.5" }), "2026-03-01"), undefined);
  assert.equal(unfit(wagon({ length: "100.0" }), "2026-03-01")?.reason, "100.0 m is no length");
  assert.equal(unfit(wagon({ length: "0" }), "2026-03-01")?.reason, "0.0 m is no length");
});
