import assert from "node:assert/strict";
import { test } from "node:test";

import { euros, lowerBound, Rate } from "../src/custom/basics.ts";
import {
  bandAt,
  costs,
  discountFor,
  hoursOf,
  parsePeriod,
  problemsOf,
  TariffBook,
} from "../src/custom/tariffs.ts";
import { aPeriod } from "../src/generated.ts";
import type { Band } from "../src/generated.ts";
import { tariff } from "./builders.ts";

test("rates are exact to a millionth of a cent", () => {
  assert.equal(Rate.parse("8.2").ofWattHours(1500n), 12n);
  assert.equal(Rate.parse("-0.5").times(3n), -2n);
  assert.throws(() => Rate.parse("1,5"), RangeError);
});

test("money is written with two digits", () => {
  assert.equal(euros(1205n), "12.05 EUR");
  assert.equal(euros(-7n), "-0.07 EUR");
});

test("a period may go over midnight", () => {
  assert.deepEqual([...hoursOf(aPeriod({ fromHour: 22, toHour: 1 }))], [22, 23, 0]);
  assert.equal([...hoursOf(aPeriod({ fromHour: 0, toHour: 0 }))].length, 24);
});

test("a period is read as price lists write it", () => {
  assert.deepEqual(parsePeriod("shoulder@8-20=32.5"), {
    band: "shoulder",
    fromHour: 8,
    toHour: 20,
    rate: "32.5",
  });
  assert.throws(() => parsePeriod("noon@8-20=32.5"), RangeError);
});

test("every hour belongs to the band of its period", () => {
  assert.equal(bandAt(tariff(), 5), "night");
  assert.equal(bandAt(tariff(), 6), "peak");
  assert.equal(bandAt(tariff({ periods: [] }), 6), undefined);
});

test("a tariff says what is wrong with it", () => {
  assert.deepEqual(problemsOf(tariff()), []);
  const [period] = tariff().periods;
  assert.deepEqual(problemsOf(tariff({ code: "household", periods: period ? [period] : [] })), [
    "the code household has no number",
    "8 hours have no price",
  ]);
});

test("the highest tier that is reached counts for everything", () => {
  assert.equal(discountFor(tariff().tiers, 999).micro, 0n);
  assert.equal(discountFor(tariff().tiers, 5000).micro, 2_000_000n);
});

test("each band has its price", () => {
  const used = new Map<Band, bigint>([
    ["peak", 2000n],
    ["night", 1000n],
  ]);
  assert.deepEqual(
    [...costs(tariff(), used)],
    [
      ["peak", 60n],
      ["night", 21n],
    ],
  );
});

test("the version of a day is the last that began", () => {
  const book = new TariffBook();
  book.put(tariff({ validFrom: "2026-06-01", title: "New" }));
  book.put(tariff());
  book.put(tariff({ title: "Corrected" }));
  assert.equal(book.on("HH-26", "2025-12-31"), undefined);
  assert.equal(book.on("HH-26", "2026-05-31")?.title, "Corrected");
  assert.equal(book.on("HH-26", "2026-06-01")?.title, "New");
});

test("a bound is found in a sorted list", () => {
  assert.equal(
    lowerBound([1, 3, 5], (each) => each < 4),
    2,
  );
  assert.equal(
    lowerBound([], () => true),
    0,
  );
});
