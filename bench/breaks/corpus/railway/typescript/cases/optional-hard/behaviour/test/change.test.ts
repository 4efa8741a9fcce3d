import assert from "node:assert/strict";
import { test } from "node:test";

import { readRecord, writeRecord } from "../src/custom/archive.ts";
import { Seating } from "../src/custom/seating.ts";
import { aReservation } from "../src/generated.ts";
import { at, ticket, train } from "./fixtures.ts";

const wish = { travelClass: "second", count: 1, kind: undefined, quiet: false } as const;

test("every reservation has a moment", () => {
  const seating = new Seating();
  const [kept] = seating.reserve(train(), ticket(), wish) ?? [];
  assert.ok(kept?.heldUntil instanceof Date);
  assert.ok(kept.heldUntil > at("13:20"));
  const [held] = seating.reserve(train(), ticket({ number: 2n }), wish, at("06:00")) ?? [];
  assert.deepEqual(held?.heldUntil, at("06:00"));
  assert.deepEqual(seating.expire(at("06:00")).get(1), ["12/2"]);
});

test("the moment goes to the archive and back", () => {
  const one = aReservation({ heldUntil: at("07:00") });
  assert.deepEqual(readRecord("reservation", writeRecord("reservation", one)), one);
});
