import assert from "node:assert/strict";
import { test } from "node:test";

import { readRecord, writeRecord } from "../src/custom/archive.ts";
import { dutyFor } from "../src/custom/roster.ts";
import { aDuty } from "../src/generated.ts";
import { at, train } from "./fixtures.ts";

test("a duty begins at the main depot", () => {
  assert.equal(dutyFor(train(), 7, 0).depot, "main");
});

test("another depot goes to the archive and back", () => {
  const duty = aDuty({ depot: "north", beginsAt: at("06:00"), endsAt: at("07:00") });
  assert.deepEqual(readRecord("duty", writeRecord("duty", duty)), duty);
});
