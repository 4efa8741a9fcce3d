import assert from "node:assert/strict";
import { test } from "node:test";

import { Diary } from "../src/custom/diary.ts";
import { Bar, Cloakroom } from "../src/custom/foyer.ts";
import { castLines, genreWord, printLeaflet, spoken } from "../src/custom/leaflet.ts";
import * as report from "../src/custom/report.ts";
import { HallPlan } from "../src/custom/seating.ts";
import { aNightReport, aTicketOrder } from "../src/generated.ts";
import { aCustomer, aPayment } from "../src/generated.boxoffice.ts";
import { aCastMember, aPerformance } from "../src/generated.programme.ts";
import type { Genre } from "../src/generated.programme.ts";
import {
  ada,
  bob,
  hall,
  hamlet,
  now,
  prices,
  programme,
  retry,
  seats,
  tonight,
} from "./builders.ts";

const address = { street: "Main Road 1", city: "Kiel", postcode: "24103" };

test("a leaflet says what, who and how long", () => {
  const cast = [
    aCastMember({ name: "Zoe Zahn", role: "Ophelia", understudy: "Ida Ilg" }),
    aCastMember({ name: "Bea Berg", role: "Chorus" }),
    aCastMember({ name: "Ada Adler", role: "Hamlet" }),
  ];
  const leaflet = printLeaflet({ ...tonight, sponsor: "the bakery" }, hamlet, cast);
  assert.equal(leaflet.minutes, 180);
  assert.deepEqual(leaflet.lines, [
    "A play in German and English",
    "From the age of 12",
    "18:30 to 21:30",
    "Cast:",
    "  Hamlet .. Ada Adler",
    "  Ophelia .. Zoe Zahn (Ida Ilg)",
    "  Chorus .. Bea Berg",
    "With thanks to the bakery",
  ]);
});

test("languages and genres are named", () => {
  assert.equal(spoken(["de", "en", "xx"]), "German, English and xx");
  assert.equal(spoken([]), "no words");
  const genres: Genre[] = ["drama", "comedy", "opera", "dance"];
  assert.equal(new Set(genres.map(genreWord)).size, 4);
  assert.deepEqual(castLines([]), []);
});

test("a night report counts what was paid", () => {
  const order = (places: string, total: bigint) =>
    aTicketOrder({ seats: seats(places), total, status: "paid" });
  const orders = [order("A1 A2", 8000n), order("B1", 2500n), aTicketOrder({ status: "refunded" })];
  const evening = { performance: tonight, production: hamlet, plan: new HallPlan(hall) };
  const night = report.nightReport(evening, orders, 650n, prices);
  assert.equal(night.sold, 3);
  assert.equal(night.occupancy, 0.3);
  assert.equal(night.takings, "111.50");
  assert.equal(night.byBand.get("A"), 2);
  assert.equal(night.remark, undefined);
  assert.equal(report.royalty(evening, night), 1115n);
});

test("evenings are ranked by how full they were", () => {
  const lines = report.ranking([
    aNightReport({ performanceId: 1n, occupancy: 0.5, takings: "10.00" }),
    aNightReport({ performanceId: 3n, occupancy: 0.8, takings: "7.00" }),
    aNightReport({ performanceId: 2n, occupancy: 0.8, takings: "8.00" }),
  ]);
  assert.deepEqual(lines, ["2: 80 %, 8.00", "3: 80 %, 7.00", "1: 50 %, 10.00"]);
});

test("an envelope shows what is inside", () => {
  const order = aTicketOrder({
    id: 42n,
    seats: seats("A1 A2"),
    extras: new Map([["cushion", 2]]),
    note: "wheelchair",
  });
  assert.equal(
    report.envelope(order, aCustomer({ name: "Ada", number: 77 })),
    "#000042 Ada (00077)\nA 1-2\n2 cushion\nNote: wheelchair",
  );
});

test("letters go to every address once", () => {
  const customers = [
    aCustomer({ id: ada, name: "Ada", email: "ada@example.org", number: 2, address }),
    aCustomer({ id: bob, name: "Bob", email: "bob@example.org", number: 1, address }),
    aCustomer({ id: bob, name: "Bob B", email: "BOB@example.org", number: 3, address }),
  ];
  assert.deepEqual(report.mailing(customers).split("\n"), [
    "ada@example.org;Ada;Main Road 1;24103 Kiel",
    "BOB@example.org;Bob B;Main Road 1;24103 Kiel",
  ]);
  const phone = aCustomer({ name: "Ada", since: "2019-02-03", phone: "0431 1" });
  assert.equal(report.phoneLine(phone), "Ada, since 2019: 0431 1");
  assert.equal(report.phoneLine({ ...phone, phone: undefined }), "Ada, since 2019: no telephone");
});

test("payments are summed by kind and listed newest first", () => {
  const paidAt = (hour: string): Date => new Date(`2026-11-05T${hour}:00:00Z`);
  const payments = [
    aPayment({ id: "p1", amount: "10.00", fee: 0.25, method: "card", paidAt: paidAt("10") }),
    aPayment({ id: "p2", amount: "5.50", fee: 0.1, method: "card", paidAt: paidAt("12") }),
    aPayment({ id: "p3", amount: "4.00", fee: 0, method: "cash", paidAt: paidAt("11") }),
  ];
  assert.deepEqual(report.ledger(payments), [
    "card: 15.50 EUR, fees 0.35",
    "cash: 4.00 EUR, fees 0.00",
  ]);
  assert.deepEqual(
    report.recent(payments, 2).map((line) => line.slice(0, 25)),
    ["2026-11-05T12:00 p2 5.50 ", "2026-11-05T11:00 p3 4.00 "],
  );
});

test("the bar adds up", () => {
  const bar = new Bar();
  assert.equal(bar.sell(12n, "Sekt", 2, now).unitPrice, "6.50");
  bar.sell(12n, "water", 1, now);
  bar.sell(13n, "ice cream", 3, now);
  assert.equal(bar.takings(12n), 1600n);
  assert.deepEqual(bar.slip(12n), ["Drinks: 16.00 EUR"]);
  assert.deepEqual(bar.favourites(2), ["ice cream x3", "sekt x2"]);
  assert.equal(bar.journal().split("\n")[1], "2\t2026-11-05T12:00:00.000Z\twater\t1\t3");
  assert.throws(() => bar.sell(12n, "beer", 1, now), RangeError);
});

test("a hook is used again", () => {
  const room = new Cloakroom(2);
  assert.equal(room.handIn(1n, 2, now).tag, 1);
  assert.equal(room.handIn(2n, 1, now).tag, 2);
  assert.throws(() => room.handIn(3n, 1, now), /all 2 hooks/);
  assert.equal(room.collect(1)?.orderId, 1n);
  assert.equal(room.collect(1), undefined);
  assert.equal(room.handIn(3n, 1, now).tag, 1);
  assert.deepEqual(room.left(), ["1: 1 items of order 3", "2: 1 items of order 2"]);
});

test("a week is told day by day", async () => {
  const at = (id: bigint, hallId: number, startsAt: string) =>
    aPerformance({ id, hallId, startsAt: new Date(startsAt), status: "planned" });
  const performances = [
    at(3n, 3, "2026-11-08T18:00:00Z"),
    at(2n, 3, "2026-11-07T20:00:00Z"),
    at(1n, 3, "2026-11-07T18:00:00Z"),
    { ...at(4n, 4, "2026-11-07T19:00:00Z"), status: "cancelled" as const },
  ];
  const diary = new Diary(programme(performances), { maxAgeMs: 1, now: () => now, retry });
  const week = await diary.week("2026-11-07");
  assert.deepEqual(
    Array.from(week, ([day, list]) => `${day} ${list.map(({ id }) => id)}`),
    ["2026-11-07 1,2", "2026-11-08 3"],
  );
  assert.deepEqual(await diary.clashes("2026-11-07"), new Set([3]));
});
