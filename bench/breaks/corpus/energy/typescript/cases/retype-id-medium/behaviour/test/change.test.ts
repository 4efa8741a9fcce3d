import assert from "node:assert/strict";
import { test } from "node:test";

import { Contracts } from "../src/custom/contracts.ts";
import { load, save } from "../src/custom/store.ts";
import { Usage } from "../src/custom/usage.ts";
import { aContract } from "../src/generated.ts";
import { aMeter, aReading } from "../src/generated.metering.ts";
import { at, start } from "./builders.ts";

test("meters are found by their text", () => {
  const contracts = new Contracts();
  contracts.add(aContract({ id: 1, meter: "M-4", status: "active" }));
  contracts.swap("M-4", "M-8");
  assert.equal(contracts.ofMeter("M-4"), undefined);
  assert.equal(contracts.ofMeter("M-8")?.id, 1);
  const usage = new Usage();
  usage.note(aReading({ meter: "M-8", takenAt: at(0), importWh: 1n }));
  usage.note(aReading({ meter: "M-8", takenAt: at(6), importWh: 4n }));
  usage.tally(aMeter({ id: "M-8", zone: "S1", factor: "2" }), at(0), at(6));
  assert.deepEqual([...usage.ofZone("S1").values()], [6n]);
});

test("a meter's text is kept over a restart, and old lines can be read", () => {
  const { books } = start().service;
  books.contracts.add(aContract({ id: 1, meter: "M-4", status: "active" }));
  const lines = [...save(books)];
  const again = start().service.books;
  load(again, lines);
  assert.equal(again.contracts.get(1)?.meter, "M-4");
  const old = start().service.books;
  load(
    old,
    lines.map((line) => line.replace('"M-4"', "4")),
  );
  assert.equal(old.contracts.get(1)?.meter, "4");
});
