// Stamped by Flywheel from the intent of `box-office`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=box-office digest=88c85fb9267869534ae59f2de83e9236121de0af9e07300d0696bca57aa099df templates=2fd43c853191395a

import type { Hono } from "hono";

import * as wire from "./generated.wire.ts";
import * as programme from "./generated.programme.ts";
import * as seating from "./generated.seating.ts";

export { RemoteError, serve } from "./generated.wire.ts";
export type { Ctx, Running, Unknown, UnknownCase } from "./generated.wire.ts";

export type BookingStatus = "reserved" | "paid" | "refunded" | wire.Unknown;

/** The values of BookingStatus that this version knows. */
export const bookingStatusValues = ["reserved", "paid", "refunded"] as const;

/** Whether a value is one that this version knows. */
export function isKnownBookingStatus(
  value: BookingStatus,
): value is Exclude<BookingStatus, wire.Unknown> {
  return bookingStatusValues.some((known) => known === value);
}

export const bookingStatusWire: wire.Wire<BookingStatus> = wire.openEnum();

export interface Booking {
  number: number;
  performanceId: number;
  guest: string;
  seats: seating.Seat[];
  cents: bigint;
  status: BookingStatus;
}

export const bookingWire: wire.Wire<Booking> = wire.object({
  number: wire.int32,
  performanceId: wire.int32,
  guest: wire.text,
  seats: wire.list(wire.lazy(() => seating.seatWire)),
  cents: wire.int64,
  status: wire.withDefault(bookingStatusWire, "reserved"),
});

/** A value of Booking for tests. */
export function aBooking(overrides: Partial<Booking> = {}): Booking {
  return {
    number: 1,
    performanceId: 1,
    guest: "guest",
    seats: [],
    cents: 1n,
    status: "reserved",
    ...overrides,
  };
}

export class NoSuchBooking {
  readonly code = "no-such-booking";
  readonly number: number;

  constructor(fields: Omit<NoSuchBooking, "code">) {
    this.number = fields.number;
  }
}

export const noSuchBookingError = wire.declared(
  NoSuchBooking,
  "no-such-booking",
  404,
  wire.object({
    number: wire.int32,
  }),
);

export class WrongAmount {
  readonly code = "wrong-amount";
  readonly due: bigint;
  readonly given: bigint;

  constructor(fields: Omit<WrongAmount, "code">) {
    this.due = fields.due;
    this.given = fields.given;
  }
}

export const wrongAmountError = wire.declared(
  WrongAmount,
  "wrong-amount",
  422,
  wire.object({
    due: wire.int64,
    given: wire.int64,
  }),
);

export interface BookIn {
  performanceId: number;
  guest: string;
  party: number;
}

export const bookRpc: wire.Procedure<
  BookIn,
  Booking,
  programme.UnknownPerformance | seating.SoldOut
> = {
  path: "/rpc/book",
  input: wire.object({
    performanceId: wire.int32,
    guest: wire.text,
    party: wire.withDefault(wire.int32, 1),
  }),
  output: bookingWire,
  errors: () => [programme.unknownPerformanceError, seating.soldOutError],
};

export interface ListBookingsIn {
  guest: string;
}

export const listBookingsRpc: wire.Procedure<ListBookingsIn, Booking[], never> = {
  path: "/rpc/list-bookings",
  input: wire.object({
    guest: wire.text,
  }),
  output: wire.list(bookingWire),
  errors: () => [],
};

export interface PayIn {
  number: number;
  cents: bigint;
}

export const payRpc: wire.Procedure<PayIn, Booking, NoSuchBooking | WrongAmount> = {
  path: "/rpc/pay",
  input: wire.object({
    number: wire.int32,
    cents: wire.int64,
  }),
  output: bookingWire,
  errors: () => [noSuchBookingError, wrongAmountError],
};

export interface TakingsIn {
  performanceId: number;
}

export const takingsRpc: wire.Procedure<TakingsIn, bigint, never> = {
  path: "/rpc/takings",
  input: wire.object({
    performanceId: wire.int32,
  }),
  output: wire.int64,
  errors: () => [],
};

export interface BookingMade {
  booking: Booking;
  title: string;
}

export const bookingMadeEvent: wire.Topic<BookingMade> = {
  service: "box-office",
  event: "booking-made",
  data: wire.object({
    booking: bookingWire,
    title: wire.text,
  }),
};

/** A value of BookingMade for tests. */
export function aBookingMade(overrides: Partial<BookingMade> = {}): BookingMade {
  return {
    booking: aBooking(),
    title: "title",
    ...overrides,
  };
}

/** Bookings and takings. */
export interface BoxOffice {
  book(
    input: BookIn,
    ctx: wire.Ctx,
  ): Promise<Booking | programme.UnknownPerformance | seating.SoldOut>;
  listBookings(input: ListBookingsIn, ctx: wire.Ctx): Promise<Booking[]>;
  pay(input: PayIn, ctx: wire.Ctx): Promise<Booking | NoSuchBooking | WrongAmount>;
  /** What an evening has earned so far. */
  takings(input: TakingsIn, ctx: wire.Ctx): Promise<bigint>;
  refund(event: programme.PerformanceCalledOff, ctx: wire.Ctx): Promise<void>;
}

/** Serves an implementation: its rpcs, its listeners, `/health` and `/ready`. */
export function router(boxOffice: BoxOffice): Hono {
  const app = wire.newApp("box-office");
  wire.handle(app, bookRpc, boxOffice, "book");
  wire.handle(app, listBookingsRpc, boxOffice, "listBookings");
  wire.handle(app, payRpc, boxOffice, "pay");
  wire.handle(app, takingsRpc, boxOffice, "takings");
  wire.listen(app, programme.performanceCalledOffEvent, boxOffice, "refund");
  return app;
}

/** The events that box-office publishes; a test passes its own. */
export interface BoxOfficeEvents {
  bookingMade(event: BookingMade, ctx?: wire.Ctx): Promise<void>;
}

/** Sends events to every address that it is given. */
export class Publisher implements BoxOfficeEvents {
  readonly #urls: readonly string[];

  constructor(urls: readonly string[]) {
    this.#urls = urls;
  }

  static fromEnv(env: wire.Environment = wire.environment): Publisher {
    return new Publisher(wire.eventAddresses(env));
  }

  bookingMade(event: BookingMade, ctx?: wire.Ctx): Promise<void> {
    return wire.publish(this.#urls, bookingMadeEvent, event, ctx);
  }
}

/** The settings of box-office. */
export interface Config {
  readonly port: number;
}

const configWire: wire.Wire<Config> = wire.renamed(
  {
    port: "PORT",
  },
  wire.object({
    port: wire.withDefault(wire.port, "8080"),
  }),
);

/** Reads the settings from the environment; throws one error that lists all that is wrong. */
export function loadConfig(env: wire.Environment = wire.environment): Config {
  return wire.loadSettings(configWire, env);
}
