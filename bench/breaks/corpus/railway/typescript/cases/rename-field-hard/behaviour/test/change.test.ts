import assert from "node:assert/strict";
import { test } from "node:test";

import { readRecord, writeRecord } from "../src/custom/archive.ts";
import { dutyFor, dutyLine, Roster, workOf } from "../src/custom/roster.ts";
import { RestTooShort } from "../src/generated.ts";
import { aDuty } from "../src/generated.ts";
import { at, train } from "./fixtures.ts";

const hour = 3_600_000;

test("work and rest are counted to where the driver is free", () => {
  const made = dutyFor(train(), 7, hour / 2);
  assert.deepEqual([made.endsAt, made.freeAt], [at("13:20"), at("13:35")]);
  assert.equal(workOf(made), 6.25 * hour);
  assert.equal(dutyLine(made), "#7 06:50-13:35, 30 min off");
  const roster = new Roster({ rest: hour });
  roster.assign(made);
  const next = { ...made, beginsAt: at("14:20"), endsAt: at("16:00"), freeAt: at("16:00") };
  assert.ok(roster.assign(next) instanceof RestTooShort);
  const early = { ...made, beginsAt: at("01:00"), endsAt: at("05:45"), freeAt: at("06:00") };
  assert.ok(roster.assign(early) instanceof RestTooShort);
});

test("both ends go to the archive and back", () => {
  const duty = aDuty({ beginsAt: at("06:00"), endsAt: at("07:00"), freeAt: at("07:15") });
  assert.deepEqual(readRecord("duty", writeRecord("duty", duty)), duty);
});
