import assert from "node:assert/strict";
import { test } from "node:test";

import { dutyFor, dutyLine, Roster, workOf } from "../src/custom/roster.ts";
import { aDuty, RestTooShort } from "../src/generated.ts";
import type { Duty } from "../src/generated.ts";
import { at, train } from "./fixtures.ts";

const hour = 3_600_000;

const duty = (begins: string, ends: string, pause = 0): Duty =>
  aDuty({ driver: 7, beginsAt: at(begins), endsAt: at(ends), pause });

test("a duty covers its train", () => {
  const made = dutyFor(train(), 7, hour / 2);
  assert.deepEqual([made.beginsAt, made.endsAt], [at("06:50"), at("13:35")]);
  assert.equal(workOf(made), 6.25 * hour);
  assert.equal(dutyLine(made), "#7 06:50-13:35, 30 min off");
});

test("rest is kept before and after a duty", () => {
  const roster = new Roster({ rest: 2 * hour });
  assert.ok(!(roster.assign(duty("12:00", "16:00")) instanceof RestTooShort));
  const early = roster.assign(duty("08:00", "10:30"));
  assert.ok(early instanceof RestTooShort);
  assert.equal(early.missing, hour / 2);
  assert.ok(!(roster.assign(duty("08:00", "10:00")) instanceof RestTooShort));
  assert.deepEqual(
    roster.of(7).map(({ beginsAt }) => beginsAt),
    [at("08:00"), at("12:00")],
  );
});

test("long work needs a pause", () => {
  const roster = new Roster();
  assert.deepEqual(roster.complaints(duty("06:00", "13:00")), ["rests 0 min"]);
  assert.deepEqual(roster.complaints(duty("06:00", "13:00", hour / 2)), []);
  assert.deepEqual(roster.complaints(duty("06:00", "17:00", hour / 2)), ["works 10 h 30 min"]);
});

test("the busiest drivers come first", () => {
  const roster = new Roster({ rest: 0 });
  roster.assign(duty("06:00", "08:00"));
  roster.assign({ ...duty("06:00", "09:00"), driver: 9 });
  roster.assign({ ...duty("23:00", "23:30"), driver: 11 });
  assert.deepEqual(roster.workload(at("05:00"), at("12:00")), [
    [9, 3 * hour],
    [7, 2 * hour],
  ]);
});
