import { NoSuchBooking, WrongAmount } from "../generated.ts";
import type {
  BookIn,
  Booking,
  BoxOffice,
  BoxOfficeEvents,
  Ctx,
  ListBookingsIn,
  PayIn,
  TakingsIn,
} from "../generated.ts";
import { UnknownPerformance, UnknownProduction } from "../generated.programme.ts";
import type {
  Performance,
  PerformanceCalledOff,
  Production,
  ProgrammeApi,
} from "../generated.programme.ts";
import { SoldOut } from "../generated.seating.ts";
import type { SeatingApi } from "../generated.seating.ts";
import { Ledger } from "./ledger.ts";
import { Memo } from "./memo.ts";
import { total } from "./prices.ts";
import { ticketLines } from "./ticket.ts";

export interface Parts {
  programme: ProgrammeApi;
  seating: SeatingApi;
  events: BoxOfficeEvents;
  print?: (lines: readonly string[]) => void;
}

interface Evening {
  performance: Performance;
  production: Production;
}

export class BoxOfficeCounter implements BoxOffice {
  readonly #parts: Parts;
  readonly #ledger = new Ledger();
  readonly #evenings = new Memo<number, Evening | UnknownPerformance>(200, 60_000);

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async book(input: BookIn, ctx: Ctx): Promise<Booking | UnknownPerformance | SoldOut> {
    const { performanceId, guest, party } = input;
    const evening = await this.#evenings.get(performanceId, (id) => this.#look(id, ctx));
    if (evening instanceof UnknownPerformance) return evening;

    const given = await this.#parts.seating.allocate({ performanceId, party, front: false }, ctx);
    if (given instanceof SoldOut || given instanceof UnknownPerformance) return given;

    const { performance, production } = evening;
    const booking = this.#ledger.add({
      performanceId,
      guest: guest.trim(),
      seats: given.seats,
      cents: total(performance, production.genre, given.seats),
      status: "reserved",
    });
    await this.#parts.events.bookingMade({ booking, title: production.title }, ctx);
    return booking;
  }

  async pay({ number, cents }: PayIn): Promise<Booking | NoSuchBooking | WrongAmount> {
    const booking = this.#ledger.get(number);
    if (booking === undefined || booking.status === "refunded")
      return new NoSuchBooking({ number });
    if (booking.cents !== cents) return new WrongAmount({ due: booking.cents, given: cents });
    const paid = this.#ledger.update(number, { status: "paid" }) ?? booking;
    await this.#print(paid);
    return paid;
  }

  async takings({ performanceId }: TakingsIn): Promise<bigint> {
    let sum = 0n;
    for (const { status, cents } of this.#ledger.ofEvening(performanceId)) {
      if (status === "paid") sum += cents;
    }
    return sum;
  }

  async listBookings({ guest }: ListBookingsIn): Promise<Booking[]> {
    return this.#ledger.ofGuest(guest);
  }

  async refund({ performanceId }: PerformanceCalledOff, ctx: Ctx): Promise<void> {
    this.#evenings.forget(performanceId);
    const open = this.#ledger.ofEvening(performanceId).filter((it) => it.status !== "refunded");
    for (const booking of open) {
      this.#ledger.update(booking.number, { status: "refunded" });
    }
    const seats = open.flatMap((booking) => booking.seats);
    if (seats.length > 0) await this.#parts.seating.release({ performanceId, seats }, ctx);
  }

  async #look(id: number, ctx?: Ctx): Promise<Evening | UnknownPerformance> {
    const performance = await this.#parts.programme.getPerformance({ id }, ctx);
    if (performance instanceof UnknownPerformance) return performance;
    const production = await this.#parts.programme.getProduction(
      { id: performance.productionId },
      ctx,
    );
    if (production instanceof UnknownProduction) {
      throw new Error(`performance ${id} is of production ${production.id}, which nobody stages`);
    }
    return { performance, production };
  }

  async #print(booking: Booking): Promise<void> {
    const { print } = this.#parts;
    if (print === undefined) return;
    const evening = await this.#evenings.get(booking.performanceId, (id) => this.#look(id));
    if (evening instanceof UnknownPerformance) return;
    print(ticketLines(booking, evening.performance, evening.production.title));
  }
}
