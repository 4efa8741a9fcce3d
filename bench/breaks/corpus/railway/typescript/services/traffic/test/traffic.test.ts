import assert from "node:assert/strict";
import { test } from "node:test";

import { Archive, readRecord, writeRecord } from "../src/custom/archive.ts";
import { itemLabel, LostProperty, mayBecome } from "../src/custom/lost.ts";
import {
  aConsignment,
  aDuty,
  aLostItem,
  aReservation,
  NoSeat,
  router,
  SectionClosed,
  TrainNotFound,
} from "../src/generated.ts";
import type { ReportFoundIn } from "../src/generated.ts";
import { aPossession } from "../src/generated.infrastructure.ts";
import { AlreadyRefunded } from "../src/generated.sales.ts";
import { at, ctx, start, stop, ticket, train, wagon } from "./fixtures.ts";

const plan = {
  label: "EC 176",
  category: "express",
  day: "2026-03-01",
  stops: train().stops,
  formation: train().formation,
} as const;

const umbrella: ReportFoundIn = {
  trainId: 7,
  description: "Umbrella, folding",
  colours: ["black", "red"],
  foundOn: "2026-03-01",
};

test("a train is planned on a path", async () => {
  const { traffic } = start();
  const planned = await traffic.planTrain({ ...plan, stops: [...plan.stops], formation: [] }, ctx);
  assert.ok("path" in planned);
  assert.deepEqual([planned.id, planned.path, planned.charge], [1, "path of EC 176", "812.40"]);
});

test("a train that meets a closure is not planned", async () => {
  const { traffic } = start();
  const possession = aPossession({
    sectionId: 21,
    startsAt: at("07:00"),
    endsAt: at("08:00"),
    tracks: [1, 2],
  });
  await traffic.closeSection({ possession }, ctx);
  const answer = await traffic.planTrain({ ...plan, formation: [] }, ctx);
  assert.ok(answer instanceof SectionClosed);
  assert.deepEqual([answer.sectionId, answer.until], [21, at("08:00")]);
});

test("a delay is told to everybody once and paid for by ticket", async () => {
  const { traffic, tools, told, refunds, delayed, lines } = start();
  tools.state.timetable.add(train());
  const report = await traffic.reportDelay({ trainId: 1, minutes: 65, cause: "staff" }, ctx);
  assert.ok("minutes" in report);
  assert.deepEqual(
    told.map(({ passengerId }) => passengerId),
    [12, 13],
  );
  assert.match(told[0]?.body ?? "", /^Dear No. 12, EC 176 is 1 h 05 min late/);
  assert.deepEqual(
    refunds.map(({ number, share }) => [number, share]),
    [
      [5001n, 0.25],
      [5002n, 0.25],
      [5003n, 0.25],
    ],
  );
  assert.equal(delayed[0]?.disruption.id, 1);
  assert.equal(tools.state.timetable.delayOf(1), 3_900_000);
  assert.equal(lines.length, 1);
});

test("a ticket that was refunded does not stop the others", async () => {
  const { traffic, tools, delayed } = start(
    {},
    {
      payBack: async ({ number }) => new AlreadyRefunded({ number, at: at("05:00") }),
    },
  );
  tools.state.timetable.add(train());
  await traffic.reportDelay({ trainId: 1, minutes: 65, cause: "weather" }, ctx);
  assert.equal(delayed.length, 1);
  const answer = await traffic.reportDelay({ trainId: 9, minutes: 65, cause: "weather" }, ctx);
  assert.ok(answer instanceof TrainNotFound);
});

test("a cancelled train is announced", async () => {
  const { traffic, tools, told, cancelled } = start();
  tools.state.timetable.add(train());
  await traffic.cancelTrain({ id: 1, cause: "weather" }, ctx);
  assert.ok(told.every(({ urgent }) => urgent));
  assert.equal(cancelled[0]?.train.cancelled, true);
  assert.deepEqual(
    await traffic.departures({ station: "BER", after: at("00:00"), limit: 5 }, ctx),
    [],
  );
  const [row] = await traffic.measurePunctuality({ from: "2026-03-01", to: "2026-03-01" }, ctx);
  assert.equal(row?.onTime, 0);
});

test("seats are reserved as long as there are any", async () => {
  const { traffic, tools } = start();
  tools.state.timetable.add(train());
  const wish = { trainId: 1, ticketNumber: 5001n, count: 15, kind: "window" } as const;
  const seats = await traffic.reserveSeats(wish, ctx);
  assert.ok(Array.isArray(seats));
  assert.equal(seats[0]?.kind, "window");
  const none = await traffic.reserveSeats(wish, ctx);
  assert.ok(none instanceof NoSeat);
  assert.equal(none.wanted, 15);
});

test("a sold ticket holds seats, and a cancelled one gives them back", async () => {
  const { traffic, tools, released, lines } = start();
  tools.state.timetable.add(train());
  await traffic.holdSeats({ ticket: ticket() }, ctx);
  assert.deepEqual(tools.state.seating.ofTrain(1)[0]?.heldUntil, at("07:00"));
  assert.match(lines[0] ?? "", /^reservation \{.*"ticket":"5001"/);
  await traffic.releaseSeats({ number: 5001n, at: at("06:30") }, ctx);
  assert.deepEqual(released, [{ trainId: 1, seats: ["12/1"] }]);
});

test("a driver is assigned with enough rest", async () => {
  const { traffic, tools, lines } = start();
  tools.state.timetable.add(train());
  tools.state.timetable.add(
    train({ stops: [stop("CPH", undefined, "15:00"), stop("BER", "18:00")] }),
  );
  const duty = await traffic.assignDriver({ trainId: 1, driver: 7, pause: 1_800_000 }, ctx);
  assert.ok("beginsAt" in duty);
  assert.equal(tools.state.timetable.find(1)?.driver, 7);
  const second = await traffic.assignDriver({ trainId: 2, driver: 7, pause: 0 }, ctx);
  assert.ok("code" in second && second.code === "rest-too-short");
  assert.equal(lines.length, 1);
  await assert.rejects(
    traffic.assignDriver({ trainId: 1, driver: 8, pause: 0 }, ctx),
    /driver 8 rests/,
  );
});

test("freight is booked where its wagons are fit", async () => {
  const { traffic, lines } = start();
  const order = { customer: "Acme", wagons: [wagon()], goods: new Map([["coal", 40]]), value: "1" };
  assert.ok("bookedAt" in (await traffic.bookFreight(order, ctx)));
  const old = { ...order, wagons: [wagon({ inspected: "2020-01-01" })] };
  assert.equal(Reflect.get(await traffic.bookFreight(old, ctx), "code"), "wagon-unfit");
  assert.equal(lines.length, 1);
});

test("things are found by words and colours", async () => {
  const lost = new LostProperty();
  lost.add(umbrella);
  lost.add({ ...umbrella, foundOn: "2026-03-04", colours: [] });
  const search = (words: string, since?: string) =>
    lost.search({ words, page: 1, ...(since === undefined ? {} : { since }) }).map(({ id }) => id);
  assert.deepEqual(search("umbrella"), [2, 1]);
  assert.deepEqual(search("RED umbrella"), [1]);
  assert.deepEqual(search("umbrella", "2026-03-02"), [2]);
  assert.deepEqual(
    [...lost.overdue("2026-06-01")].map(({ shelf }) => shelf),
    ["03-black"],
  );
});

test("a thing is claimed once", async () => {
  const { traffic, claimed } = start();
  const { id } = await traffic.reportFound(umbrella, ctx);
  const item = await traffic.claimItem({ id, owner: 12 }, ctx);
  assert.ok("owner" in item);
  assert.equal(itemLabel(item), "Lost #1: Umbrella, folding (black, red), train 7, claimed by 12");
  assert.equal(
    Reflect.get(await traffic.claimItem({ id, owner: 13 }, ctx), "code"),
    "item-not-found",
  );
  assert.equal(claimed.length, 1);
  assert.ok(mayBecome("claimed", "returned") && !mayBecome("returned", "found"));
});

test("what was archived comes back as it was", () => {
  const duty = aDuty({ driver: 7, beginsAt: at("06:00"), endsAt: at("14:00"), pause: 1_800_000 });
  assert.deepEqual(readRecord("duty", writeRecord("duty", duty)), duty);
  const consignment = aConsignment({ id: 7n, goods: new Map([["coal", 40]]), wagons: [wagon()] });
  assert.deepEqual(readRecord("consignment", writeRecord("consignment", consignment)), consignment);
  const reservation = aReservation({ ticketNumber: 5001n, heldUntil: at("07:00") });
  assert.deepEqual(readRecord("reservation", writeRecord("reservation", reservation)), reservation);
  assert.equal(readRecord("item", writeRecord("duty", duty)), undefined);
});

test("an archive is restored kind by kind", () => {
  const lines: string[] = [];
  const archive = new Archive((line) => lines.push(line));
  archive.keep("item", aLostItem({ id: 3 }));
  archive.keep("duty", aDuty());
  archive.keep("item", aLostItem({ id: 4, shelf: "03-red" }));
  assert.deepEqual(
    Archive.restore("item", lines).map(({ id }) => id),
    [3, 4],
  );
  assert.equal(archive.countOf("item"), 2);
});

test("the wire has ids of tickets as text", async () => {
  const { traffic, tools } = start();
  tools.state.timetable.add(train());
  const response = await router(traffic).request("/rpc/reserve-seats", {
    method: "POST",
    body: JSON.stringify({ trainId: 1, ticketNumber: "5001", count: 1, kind: "aisle" }),
  });
  assert.equal(response.status, 200);
  const [seat] = JSON.parse(await response.text());
  assert.deepEqual([seat.ticketNumber, seat.coach, seat.seat, seat.fee], ["5001", 12, 2, "3.90"]);
});
