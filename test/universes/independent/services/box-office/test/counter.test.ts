import assert from "node:assert/strict";
import { test } from "node:test";

import { BoxOfficeCounter } from "../src/custom/counter.ts";
import type { Parts } from "../src/custom/counter.ts";
import { NoSuchBooking, WrongAmount, router } from "../src/generated.ts";
import type { Booking, BookingMade } from "../src/generated.ts";
import { UnknownPerformance, aPerformance, aProduction } from "../src/generated.programme.ts";
import type { ProgrammeApi } from "../src/generated.programme.ts";
import { SoldOut, aSeat } from "../src/generated.seating.ts";
import type { ReleaseIn } from "../src/generated.seating.ts";

const ctx = { requestId: "test" };

function house() {
  const made: BookingMade[] = [];
  const released: ReleaseIn[] = [];
  const printed: string[] = [];
  const evenings = new Map([
    [101, aPerformance({ id: 101, productionId: 3, hall: "main", priceCents: 1_000n })],
    [102, aPerformance({ id: 102, productionId: 3, hall: "studio", priceCents: 500n })],
  ]);
  const programme: ProgrammeApi = {
    getPerformance: async ({ id }) => evenings.get(id) ?? new UnknownPerformance({ id }),
    getProduction: async ({ id }) => aProduction({ id, title: "Jenufa", genre: "opera" }),
  };
  const parts: Parts = {
    programme,
    seating: {
      async allocate({ performanceId, party }) {
        if (party > 4) return new SoldOut({ performanceId, left: 4 });
        const seats = Array.from({ length: party }, (_, i) => aSeat({ row: "C", number: i + 1 }));
        return { performanceId, hall: "main", seats };
      },
      async release(input) {
        released.push(input);
        return input.seats.length;
      },
    },
    events: {
      bookingMade: async (event) => void made.push(event),
    },
    print: (lines) => void printed.push(...lines),
  };
  return { counter: new BoxOfficeCounter(parts), made, released, printed };
}

async function booked(counter: BoxOfficeCounter, performanceId: number, party = 2) {
  const booking = await counter.book({ performanceId, guest: " Ada ", party }, ctx);
  assert.ok(!(booking instanceof UnknownPerformance || booking instanceof SoldOut));
  return booking;
}

test("a booking is told, paid and printed", async () => {
  const { counter, made, printed } = house();
  const { number, cents } = await booked(counter, 101);
  assert.equal(cents, 3_200n);
  assert.deepEqual(
    made.map(({ booking, title }) => [booking.performanceId, booking.guest, title]),
    [[101, "Ada", "Jenufa"]],
  );
  const short = await counter.pay({ number, cents: 1n });
  assert.ok(short instanceof WrongAmount && short.due === 3_200n);
  assert.equal(await counter.takings({ performanceId: 101 }), 0n);
  await counter.pay({ number, cents });
  assert.equal(await counter.takings({ performanceId: 101 }), 3_200n);
  assert.equal(printed.at(-1), "32.00 €  000001-101");
});

test("evenings that nobody plays and houses that are full", async () => {
  const { counter } = house();
  const unknown = await counter.book({ performanceId: 9, guest: "Ada", party: 1 }, ctx);
  assert.ok(unknown instanceof UnknownPerformance);
  assert.equal(unknown.id, 9);
  const full = await counter.book({ performanceId: 102, guest: "Ada", party: 5 }, ctx);
  assert.deepEqual(full, new SoldOut({ performanceId: 102, left: 4 }));
  assert.ok((await counter.pay({ number: 101, cents: 5n })) instanceof NoSuchBooking);
});

test("a guest's bookings are listed evening by evening", async () => {
  const { counter } = house();
  for (const id of [102, 101, 102]) await booked(counter, id, 1);
  const listed = await counter.listBookings({ guest: "Ada" });
  assert.deepEqual(
    listed.map((it) => [it.performanceId, it.number]),
    [
      [101, 2],
      [102, 1],
      [102, 3],
    ],
  );
});

test("a called-off evening is refunded once", async () => {
  const { counter, released } = house();
  const { number, cents } = await booked(counter, 101, 3);
  await counter.pay({ number, cents });
  const event = { performanceId: 101, reason: "the tenor has a cold" };
  await counter.refund(event, ctx);
  await counter.refund(event, ctx);
  assert.deepEqual(
    released.map((it) => [it.performanceId, it.seats.length]),
    [[101, 3]],
  );
  assert.equal(await counter.takings({ performanceId: 101 }), 0n);
});

test("the counter answers over HTTP", async () => {
  const { counter } = house();
  const post = (path: string, body: unknown) =>
    router(counter).request(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const answer = await post("/rpc/book", { performanceId: 102, guest: "Bo" });
  assert.equal(answer.status, 200);
  const booking = (await answer.json()) as Record<keyof Booking, unknown>;
  assert.equal(booking.performanceId, 102);
  assert.equal(booking.cents, "800");
  const refused = await post("/rpc/pay", { number: 102, cents: "800" });
  assert.equal(refused.status, 404);
});
