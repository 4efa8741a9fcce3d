import assert from "node:assert/strict";
import { test } from "node:test";

import { readRecord, writeRecord } from "../src/custom/archive.ts";
import { Seating } from "../src/custom/seating.ts";
import { aReservation } from "../src/generated.ts";
import { ticket, train } from "./fixtures.ts";

const wish = { travelClass: "second", count: 1, kind: undefined, quiet: false } as const;

test("seats are released by the number with its letter", () => {
  const seating = new Seating();
  seating.reserve(train(), ticket({ number: "A7" }), wish);
  seating.reserve(train(), ticket({ number: "7" }), wish);
  assert.deepEqual([...seating.release("A7")], [[1, ["12/1"]]]);
  assert.equal(seating.ofTrain(1)[0]?.ticketNumber, "7");
});

test("a number with a letter comes back from the archive", () => {
  const kept = aReservation({ ticketNumber: "A7", heldUntil: undefined });
  assert.deepEqual(readRecord("reservation", writeRecord("reservation", kept)), kept);
  assert.equal(readRecord("reservation", 'reservation {"ticket":"5001"}')?.ticketNumber, "5001");
});
