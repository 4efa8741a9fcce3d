import assert from "node:assert/strict";
import { test } from "node:test";

import { compareSeats, HallPlan, Occupancy, parseSeat, seatKey } from "../src/custom/seating.ts";
import { seatRanges } from "../src/custom/seating.ts";
import { hall, seats } from "./builders.ts";

test("a seat is read and written", () => {
  assert.deepEqual(parseSeat("a12"), { row: "A", number: 12 });
  assert.equal(seatKey({ row: "AA", number: 3 }), "AA-3");
  for (const text of ["12", "A0", "A-1234", "ABC1", ""]) assert.equal(parseSeat(text), undefined);
});

test("seats are sorted from the stage", () => {
  const rows = [
    { row: "AA", number: 1 },
    { row: "B", number: 10 },
    { row: "B", number: 9 },
  ];
  assert.deepEqual(rows.toSorted(compareSeats).map(seatKey), ["B-9", "B-10", "AA-1"]);
});

test("seats side by side are one range", () => {
  assert.equal(seatRanges(seats("B1 A3 A1 A2 B3")), "A 1-3, B 1, B 3");
});

test("a block is found behind what is taken", () => {
  const plan = new HallPlan(hall);
  assert.equal(plan.capacity, 10);
  assert.deepEqual(plan.block(3, new Set(["A-2"])), seats("B1 B2 B3"));
  assert.equal(plan.block(7, new Set()), undefined);
});

test("all seats are taken or none", () => {
  const occupancy = new Occupancy();
  assert.equal(occupancy.take(12n, 1n, seats("A1 A2")), undefined);
  assert.deepEqual(occupancy.take(12n, 2n, seats("A3 A2")), { row: "A", number: 2 });
  assert.equal(occupancy.take(13n, 2n, seats("A2")), undefined);
  assert.deepEqual(occupancy.taken(12n), new Set(["A-1", "A-2"]));
  occupancy.release(12n, 1n);
  assert.equal(occupancy.holderOf(12n, { row: "A", number: 1 }), undefined);
  assert.equal(occupancy.holderOf(13n, { row: "A", number: 2 }), 2n);
});
