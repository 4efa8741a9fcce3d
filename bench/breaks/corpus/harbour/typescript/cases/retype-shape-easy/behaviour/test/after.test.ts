import assert from "node:assert/strict";
import { test } from "node:test";

import { readPilots } from "../src/custom/journal.ts";
import { Roster } from "../src/custom/pilots.ts";

test("languages that are known are read and asked for", () => {
  const pilots = readPilots("id,name,rank,draft,languages,phone\n1,Ada,C,12,en da,");
  assert.deepEqual(pilots[0]?.languages, ["en", "da"]);
  assert.equal(new Roster(pilots).choose(9, "DA")?.id, 1);
  assert.equal(new Roster(pilots).choose(9, "de"), undefined);
});
