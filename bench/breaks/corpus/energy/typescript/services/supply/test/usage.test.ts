import assert from "node:assert/strict";
import { test } from "node:test";

import { energy, missing, perBand, Series, Usage } from "../src/custom/usage.ts";
import { at, meter, read } from "./builders.ts";

const series = (...readings: readonly ReturnType<typeof read>[]): Series => {
  const filled = new Series();
  for (const reading of readings) filled.add(reading);
  return filled;
};

test("readings are kept in the order of their moments", () => {
  const filled = series(read(12, 30n), read(0, 10n), read(6, 20n));
  assert.equal(filled.latest?.importWh, 30n);
  assert.deepEqual(
    filled.between(at(1), at(12)).map(({ importWh }) => importWh),
    [20n, 30n],
  );
});

test("an estimate does not replace what was measured", () => {
  const filled = series(read(6, 20n));
  assert.equal(filled.add(read(6, 25n, { quality: "estimated" })), false);
  assert.equal(filled.add(read(6, 26n, { quality: "corrected" })), true);
  assert.equal(filled.latest?.importWh, 26n);
});

test("readings that did not come are counted", () => {
  const filled = series(read(0, 0n), read(6, 1n), read(23, 2n));
  assert.equal(missing(filled, meter(), at(0), at(23)), 2);
});

test("a meter's factor is applied to what it counts", () => {
  const filled = series(read(0, 100n), read(6, 300n, { exportWh: 40n }));
  assert.deepEqual(energy(filled, meter({ factor: "1.5" }), at(0), at(23)), {
    taken: 300n,
    fedIn: 60n,
  });
});

test("use belongs to the band in which an hour begins", () => {
  const filled = series(read(0, 0n), read(6, 100n), read(12, 350n), read(18, 400n));
  const used = perBand(filled, meter(), { from: at(0), until: at(18) }, (hour) =>
    hour < 6 ? "night" : "peak",
  );
  assert.deepEqual(
    [...used],
    [
      ["night", 100n],
      ["peak", 300n],
    ],
  );
});

test("a zone's days add up over its meters", () => {
  const usage = new Usage();
  for (const id of [4, 5]) {
    usage.note(read(0, 0n, { meter: id }));
    usage.note(read(6, 500n, { meter: id }));
    usage.tally(meter({ id }), at(0), at(6));
  }
  assert.deepEqual([...usage.ofZone("N1")], [["2026-03-01", 1000n]]);
  assert.equal(usage.ofZone("S1").size, 0);
});
