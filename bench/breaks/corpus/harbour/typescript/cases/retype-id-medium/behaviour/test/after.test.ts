import assert from "node:assert/strict";
import { test } from "node:test";

import { dump, load, readPilots } from "../src/custom/journal.ts";
import { Roster, shiftKey } from "../src/custom/pilots.ts";
import { call } from "./builders.ts";

test("a pilot is known by a text", () => {
  const pilots = readPilots("id,name,rank,draft,languages,phone\nP-7,Ada Holm,C,12,en da,");
  assert.equal(pilots[0]?.id, "P-7");
  const roster = new Roster(pilots);
  const pilot = roster.choose(9, "da");
  assert.ok(pilot);
  roster.book(pilot, 7n);
  assert.deepEqual(roster.duties("P-7"), [7n]);
  assert.equal(shiftKey({ pilotId: "P-7", day: "2026-03-01", rank: 1 }), "2026-03-01/P-7");
  assert.equal(load(dump([call({ pilotId: "P-7" })]))[0]?.pilotId, "P-7");
});
