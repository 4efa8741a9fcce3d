import assert from "node:assert/strict";
import { test } from "node:test";

import { readRecord, writeRecord } from "../src/custom/archive.ts";
import { aReservation } from "../src/generated.ts";
import { ctx, start, train } from "./fixtures.ts";

test("who wants it quiet sits in a quiet coach", async () => {
  const { traffic, tools } = start();
  tools.state.timetable.add(train());
  const wish = { trainId: 1, ticketNumber: 5001n, count: 1, quiet: true };
  const seats = await traffic.reserveSeats(wish, ctx);
  assert.ok(Array.isArray(seats));
  assert.deepEqual(
    seats.map(({ coach, travelClass }) => [coach, travelClass]),
    [[14, "second"]],
  );
});

test("the class goes to the archive and back", () => {
  const one = aReservation({ travelClass: "first" });
  assert.equal(readRecord("reservation", writeRecord("reservation", one))?.travelClass, "first");
});
