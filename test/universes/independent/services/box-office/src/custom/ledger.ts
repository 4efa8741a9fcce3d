import type { Booking } from "../generated.ts";

/** All bookings, by their number and by evening. */
export class Ledger {
  readonly #bookings = new Map<number, Booking>();
  readonly #byEvening = new Map<number, Set<number>>();
  #last = 0;

  add(draft: Omit<Booking, "number">): Booking {
    this.#last += 1;
    const booking: Booking = { ...draft, number: this.#last };
    this.#bookings.set(booking.number, booking);
    const numbers = this.#byEvening.get(booking.performanceId) ?? new Set();
    this.#byEvening.set(booking.performanceId, numbers.add(booking.number));
    return booking;
  }

  get(number: number): Booking | undefined {
    return this.#bookings.get(number);
  }

  update(number: number, change: Partial<Omit<Booking, "number">>): Booking | undefined {
    const before = this.#bookings.get(number);
    if (before === undefined) return undefined;
    const after = { ...before, ...change };
    this.#bookings.set(number, after);
    return after;
  }

  ofEvening(performanceId: number): Booking[] {
    const numbers = this.#byEvening.get(performanceId) ?? [];
    return [...numbers].flatMap((number) => this.#bookings.get(number) ?? []);
  }

  /** A guest's bookings, those of one evening together. */
  ofGuest(guest: string): Booking[] {
    return [...this.#bookings.values()]
      .filter((booking) => booking.guest === guest)
      .sort((a, b) => a.performanceId - b.performanceId || a.number - b.number);
  }
}
