import assert from "node:assert/strict";
import { test } from "node:test";

import { Archive, readRecord, writeRecord } from "../src/custom/archive.ts";
import { aDisruption, aDuty, aLostItem, aReservation } from "../src/generated.ts";
import { at, ctx, start, train } from "./fixtures.ts";

const large = 9_007_199_254_740_993n;

test("large numbers go to the archive and come back", () => {
  const duty = aDuty({ trainId: large, beginsAt: at("06:00"), endsAt: at("07:00") });
  assert.deepEqual(readRecord("duty", writeRecord("duty", duty)), duty);
  const item = aLostItem({ trainId: large });
  assert.deepEqual(Archive.restore("item", [writeRecord("item", item)]), [item]);
  const seat = aReservation({ trainId: large, heldUntil: at("07:00") });
  assert.deepEqual(readRecord("reservation", writeRecord("reservation", seat)), seat);
  const report = aDisruption({ trainId: large });
  assert.equal(readRecord("disruption", writeRecord("disruption", report))?.trainId, large);
});

test("a train is found by its number", async () => {
  const { traffic, tools, released } = start();
  const { id } = tools.state.timetable.add(train());
  assert.equal(id, 1n);
  await traffic.reserveSeats({ trainId: id, ticketNumber: 5001n, count: 1, kind: undefined }, ctx);
  await traffic.releaseSeats({ number: 5001n, at: at("06:30") }, ctx);
  assert.equal(released[0]?.trainId, 1n);
});
