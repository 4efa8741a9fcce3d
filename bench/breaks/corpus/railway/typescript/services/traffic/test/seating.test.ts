import assert from "node:assert/strict";
import { test } from "node:test";

import {
  equipmentOf,
  feeOf,
  kindOf,
  parseSeat,
  seatName,
  Seating,
  totalFee,
  wishOf,
} from "../src/custom/seating.ts";
import { Amount } from "../src/custom/values.ts";
import { aReservation } from "../src/generated.ts";
import { at, ticket, train } from "./fixtures.ts";

const second = { travelClass: "second", count: 2, kind: undefined, quiet: false } as const;

test("seats are windows, aisles and tables", () => {
  assert.deepEqual([1, 2, 3, 4, 9].map(kindOf), ["window", "aisle", "aisle", "window", "table"]);
  assert.equal(feeOf("window", "second").toString(), "4.50");
  assert.equal(feeOf("window", "first").toString(), "0.00");
});

test("the wished kind comes first, then the front of the train", () => {
  const seating = new Seating();
  const free = seating.free(train(), { ...second, kind: "table" }).map(seatName);
  assert.deepEqual(free.slice(0, 5), ["12/9", "12/10", "12/11", "12/12", "12/1"]);
  assert.equal(free.length, 20);
  assert.deepEqual(seating.free(train(), { ...second, quiet: true })[0], { coach: 14, seat: 1 });
});

test("a seat is given once, and again when it was released", () => {
  const seating = new Seating();
  const names = (): string[] => (seating.reserve(train(), ticket(), second) ?? []).map(seatName);
  assert.deepEqual(names(), ["12/1", "12/2"]);
  assert.deepEqual(names(), ["12/3", "12/4"]);
  assert.deepEqual([...seating.release(5001n)], [[1, ["12/1", "12/2", "12/3", "12/4"]]]);
  assert.deepEqual(names(), ["12/1", "12/2"]);
  assert.equal(seating.ofTrain(1).length, 2);
});

test("a party that is too large gets nothing", () => {
  const seating = new Seating();
  assert.equal(seating.reserve(train(), ticket(), { ...second, count: 21 }), undefined);
  assert.equal(seating.ofTrain(1).length, 0);
});

test("seats that are held too long are free again", () => {
  const seating = new Seating();
  seating.reserve(train(), ticket(), second, at("06:00"));
  seating.reserve(train(), ticket({ number: 5002n }), second);
  assert.equal(seating.expire(at("05:59")).size, 0);
  assert.deepEqual(seating.expire(at("06:00")).get(1), ["12/1", "12/2"]);
  assert.deepEqual(
    seating.ofTrain(1).map(({ ticketNumber }) => ticketNumber),
    [5002n, 5002n],
  );
});

test("a wheelchair needs a ramp", () => {
  assert.deepEqual([...equipmentOf(["wheelchair", "quiet"])], ["ramp"]);
  const [first] = new Seating().reserve(train(), ticket({ needs: ["wheelchair"] }), second) ?? [];
  assert.equal(first?.coach, 12);
});

test("a ticket wishes what it says for its train", () => {
  assert.equal(wishOf(ticket(), 2, 1), undefined);
  assert.deepEqual(wishOf(ticket({ needs: ["quiet"] }), 1, 3), {
    ...second,
    count: 3,
    quiet: true,
  });
});

test("names of seats are read back", () => {
  assert.deepEqual(parseSeat("12/61"), { coach: 12, seat: 61 });
  assert.equal(parseSeat("12-61"), undefined);
});

test("fees add up to the cent", () => {
  assert.equal(totalFee([aReservation({ fee: "4.50" }), aReservation({ fee: "3.9" })]), "8.40");
  assert.equal(Amount.of("-12.5").share(0.5).toString(), "-6.25");
  assert.ok(Amount.of("2").compare(Amount.of("10")) < 0);
  assert.throws(() => Amount.of("1.234"), RangeError);
});
