import assert from "node:assert/strict";
import { test } from "node:test";

import { BillBook, headline, printed } from "../src/custom/bills.ts";
import { Contracts } from "../src/custom/contracts.ts";
import { Credits, outageLine } from "../src/custom/outages.ts";
import {
  deposits,
  directory,
  letter,
  mailing,
  meterLabel,
  plantLabel,
  share,
  zoneTitle,
} from "../src/custom/report.ts";
import { load, save } from "../src/custom/store.ts";
import type { Books } from "../src/custom/store.ts";
import { TariffBook } from "../src/custom/tariffs.ts";
import { AlreadySettled, aBillLine, BillNotFound } from "../src/generated.ts";
import { aGridZone, aOutage } from "../src/generated.metering.ts";
import { at, bill, contract, meter, opening, tariff } from "./builders.ts";

const emptyBooks = (): Books => ({
  tariffs: new TariffBook(),
  contracts: new Contracts(),
  bills: new BillBook(),
});

const outage = aOutage({
  id: 12n,
  zone: "N1",
  cause: "fault",
  beganAt: at(1),
  endedAt: at(3),
  meters: [4, 9],
});

test("contracts are numbered, and their tags are told once", () => {
  const contracts = new Contracts();
  contracts.open(opening(), "2026-03-02");
  const second = contracts.open(opening({ meter: 5, startsOn: "2026-04-01" }), "2026-03-02");
  assert.equal(second.id, 2);
  assert.equal(second.status, "pending");
  assert.deepEqual(second.tags, ["home", "green"]);
});

test("a page begins after the contract that was seen last", () => {
  const contracts = new Contracts();
  for (const id of [30, 10, 20]) contracts.add(contract({ id, meter: id }));
  contracts.add(contract({ id: 40, meter: 40, status: "ended" }));
  const ids = (after: number | undefined, limit: number): number[] =>
    contracts.page({ status: "active" }, after, limit).map(({ id }) => id);
  assert.deepEqual(ids(undefined, 2), [10, 20]);
  assert.deepEqual(ids(20, 7), [30]);
});

test("a contract goes over to the new meter", () => {
  const contracts = new Contracts();
  contracts.add(contract());
  contracts.swap(4, 8);
  assert.equal(contracts.ofMeter(4), undefined);
  assert.equal(contracts.ofMeter(8)?.customer, "Ada");
});

test("a bill is paid when all of it came in", () => {
  const book = new BillBook();
  book.add(bill());
  assert.ok(book.pay(1, 30n) === book.get(1));
  assert.equal(book.get(1)?.status, "open");
  book.pay(1, 40n);
  assert.equal(book.get(1)?.status, "paid");
  assert.ok(book.pay(1, 1n) instanceof AlreadySettled);
  assert.ok(book.pay(9, 1n) instanceof BillNotFound);
});

test("bills that nobody disputes are late after a while", () => {
  const book = new BillBook();
  book.add(bill());
  book.add(bill({ number: 2, status: "disputed" }));
  assert.deepEqual(
    book.overdue("2026-03-17").map(({ number }) => number),
    [1],
  );
  assert.equal(book.next, 3);
});

test("a letter says what is to be paid", () => {
  assert.equal(
    letter(contract({ customer: "Ada Ltd" }), bill()),
    [
      "To: Ada <ada@example.org> (for Ada Ltd)",
      "Bill 1 for 2026-03-01 to 2026-03-02",
      "  Electricity, peak: 2.0 kWh, 0.60 EUR",
      "  1 days of Household: 0.10 EUR",
      "Please pay by 2026-03-16: 0.70 EUR",
    ].join("\n"),
  );
  assert.equal(headline(bill({ status: "written-off" })), "Closed");
});

test("lines are printed by their kind", () => {
  const line = aBillLine({ kind: "credit", label: "outage 3", kwh: 0, cents: -300n });
  assert.equal(printed(line), "Sorry for outage 3: -3.00 EUR");
  assert.equal(
    share(
      bill({
        usage: new Map([
          ["peak", 1],
          ["night", 3],
        ]),
      }),
      "night",
    ),
    75,
  );
});

test("an outage is credited once, and only to those whom it reached", () => {
  const credits = new Credits();
  const contractOf = (id: number) => (id === 4 ? contract() : undefined);
  assert.equal(credits.grant(outage, contractOf).length, 1);
  assert.equal(credits.grant(outage, contractOf).length, 0);
  assert.deepEqual(credits.settle(1), [
    { kind: "credit", label: "outage 12 of 2 h", kwh: 0, cents: -300n },
  ]);
  assert.deepEqual(credits.settle(1), []);
});

test("short and planned outages are not made good", () => {
  const credits = new Credits();
  const planned = aOutage({ ...outage, id: 13n, planned: true });
  assert.deepEqual(
    credits.grant(planned, () => contract()),
    [],
  );
  const running = aOutage({ ...outage, id: 14n, endedAt: undefined });
  assert.deepEqual(
    credits.grant(running, () => contract()),
    [],
  );
  assert.equal(outageLine(outage), "2026-03-01 N1 fault: 2 meters");
});

test("books are the same after they were stored", () => {
  const books = emptyBooks();
  books.tariffs.put(tariff());
  books.contracts.add(contract({ endsOn: "2026-12-31", iban: undefined }));
  books.contracts.add(contract({ id: 2, meter: 5, endsOn: undefined, iban: "DE12" }));
  books.contracts.setProducer({
    contract: 2,
    technology: "solar",
    capacityKw: 9.9,
    paid: new Map([["2026-02", 120n]]),
  });
  books.bills.add(bill());
  const again = emptyBooks();
  assert.equal(load(again, [...save(books), '{"kind":"note"}']), 1);
  assert.deepEqual([...again.contracts], [...books.contracts]);
  assert.deepEqual(again.contracts.producer(2), books.contracts.producer(2));
  assert.deepEqual(again.bills.all(), [bill()]);
  assert.deepEqual([...again.tariffs.all()], [tariff()]);
});

test("lists for the archive and for letters", () => {
  const bob = contract({ id: 2, customer: "bob", tags: ["home", "green"] });
  assert.deepEqual(directory([bob, contract()]), [
    "000001;Ada;2026-02-01;home",
    "000002;bob;2026-02-01;home+green",
  ]);
  assert.deepEqual([...mailing([bob, contract()], "green")], ["Ada@example.org"]);
  assert.equal(deposits([bob, contract()]), "100.00 EUR");
});

test("labels speak of meters, zones and plants", () => {
  assert.equal(meterLabel(meter({ owner: "Bob" })), "smart meter …0042 of Bob, Mill Lane 3");
  assert.equal(plantLabel("hydro", 9.94), "≈ 9.9 kW*");
  assert.equal(plantLabel("solar", 3), "☀ 3.0 kW");
  const zone = aGridZone({ code: "N1", name: "North", operator: "Grid & Sons", level: "high" });
  assert.equal(zoneTitle(zone), "North (N1, high voltage), run by Grid & Sons");
});
