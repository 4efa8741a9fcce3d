import assert from "node:assert/strict";
import { test } from "node:test";

import {
  FreightBook,
  hazardPlate,
  isWagonNumber,
  massOf,
  RakeBuilder,
  unfit,
  waybill,
} from "../src/custom/freight.ts";
import { TooHeavy } from "../src/generated.ts";
import type { BookFreightIn, Consignment } from "../src/generated.ts";
import { at, wagon } from "./fixtures.ts";

const order = (overrides: Partial<BookFreightIn> = {}): BookFreightIn => ({
  customer: "Acme",
  wagons: [wagon({ tare: 21_000 }), wagon()],
  goods: new Map([
    ["coal", 40],
    ["scrap", 3.5],
  ]),
  value: "900.00",
  ...overrides,
});

const booked = (book: FreightBook, overrides: Partial<BookFreightIn> = {}): Consignment => {
  const answer = book.book(order(overrides), at("12:00"));
  if (answer instanceof TooHeavy) throw new Error(`limit is ${answer.limit}`);
  return answer;
};

test("the last digit of a wagon's number checks the others", () => {
  assert.ok(isWagonNumber("31 81 665 0 287-8"));
  assert.ok(!isWagonNumber("31 81 665 0 287-5"));
  assert.ok(!isWagonNumber("31 81"));
});

test("a wagon that must not run says why", () => {
  assert.equal(unfit(wagon(), "2026-03-01"), undefined);
  assert.equal(unfit(wagon(), "2027-06-02")?.reason, "not inspected since 2025-06-01");
  assert.equal(unfit(wagon({ length: 27.5 }), "2026-03-01")?.reason, "27.5 m is no length");
  assert.match(unfit(wagon({ id: "7" }), "2026-03-01")?.reason ?? "", /no number/);
});

test("a rake is coupled with the heaviest wagon first", () => {
  const rake = new RakeBuilder().add(wagon({ tare: 21_000 }), wagon()).load(5_000);
  assert.equal(rake.massKg, 50_000);
  assert.equal(rake.lengthM, 29);
  const built = rake.build();
  assert.ok(Array.isArray(built));
  assert.deepEqual(
    built.map(({ tare }) => tare),
    [24_000, 21_000],
  );
});

test("a rake that is too heavy says by how much", () => {
  const full = new RakeBuilder().add(wagon()).load(60_001).build();
  assert.ok(full instanceof TooHeavy);
  assert.deepEqual([full.mass, full.limit], [60_001, 60_000]);
  const long = new RakeBuilder({ massKg: 40_000, lengthM: 100, braked: 0 }).add(wagon(), wagon());
  assert.ok(long.build() instanceof TooHeavy);
  const loose = new RakeBuilder().add(wagon({ braked: false }));
  assert.throws(() => loose.build(), /0 of 1 wagons brake/);
});

test("consignments are numbered from a million", () => {
  const book = new FreightBook();
  assert.equal(booked(book).id, 1_000_000n);
  assert.equal(booked(book).id, 1_000_001n);
  assert.equal(book.find(1_000_001n)?.customer, "Acme");
  assert.equal(book.insured("Acme").toString(), "1800.00");
});

test("dangerous goods are known by their number", () => {
  const book = new FreightBook();
  booked(book);
  booked(book, { hazard: 1203 });
  assert.deepEqual([...book.hazardous().keys()], [1203]);
  assert.equal(hazardPlate(booked(book, { hazard: 33 })), "UN 0033");
});

test("a waybill says what is carried", () => {
  assert.equal(
    waybill(booked(new FreightBook(), { hazard: 1203 })),
    "1000000 Acme: 2 wagons, 43.5 t (coal 40, scrap 3.5), UN 1203",
  );
  assert.equal(massOf(new Map([["coal", 0.25]])), 250);
});
