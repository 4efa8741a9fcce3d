import type { Seat } from "../generated.ts";
import type { Hall } from "../generated.programme.ts";

/** `A-12`: how a seat is named on a ticket and in our maps. */
export type SeatKey = `${string}-${number}`;

export const seatKey = ({ row, number }: Seat): SeatKey => `${row}-${number}`;

const seatText = /^([A-Z]{1,2})-?([1-9]\d{0,2})$/;

/** Reads `A-12` or `a12`. */
export function parseSeat(text: string): Seat | undefined {
  const [, row, number] = seatText.exec(text.trim().toUpperCase()) ?? [];
  return row === undefined ? undefined : { row, number: Number(number) };
}

/** From the stage to the back, then from left to right; row AA lies behind row Z. */
export const compareSeats = (a: Seat, b: Seat): number =>
  a.row.length - b.row.length || a.row.localeCompare(b.row) || a.number - b.number;

/** Seats side by side as one text: `A 3-5, B 1`. */
export function seatRanges(seats: readonly Seat[]): string {
  const ranges: { row: string; first: number; last: number }[] = [];
  for (const { row, number } of seats.toSorted(compareSeats)) {
    const open = ranges.at(-1);
    if (open?.row === row && open.last + 1 === number) open.last = number;
    else ranges.push({ row, first: number, last: number });
  }
  return ranges
    .map(({ row, first, last }) => (first === last ? `${row} ${first}` : `${row} ${first}-${last}`))
    .join(", ");
}

/** The seats of one hall, row by row. */
export class HallPlan {
  readonly hall: Hall;
  readonly #seats: ReadonlyMap<SeatKey, Seat>;

  constructor(hall: Hall) {
    this.hall = hall;
    const seats = hall.rows.flatMap((row) =>
      Array.from({ length: row.seats }, (_, index): Seat => ({
        row: row.label,
        number: index + 1,
      })),
    );
    this.#seats = new Map(seats.map((seat) => [seatKey(seat), seat]));
  }

  get capacity(): number {
    return this.#seats.size;
  }

  has(seat: Seat): boolean {
    return this.#seats.has(seatKey(seat));
  }

  /** The frontmost seats that are not taken. */
  *free(taken: ReadonlySet<SeatKey>): Generator<Seat> {
    for (const [key, seat] of this.#seats) if (!taken.has(key)) yield seat;
  }

  /** The frontmost `count` free seats side by side. */
  block(count: number, taken: ReadonlySet<SeatKey>): Seat[] | undefined {
    let run: Seat[] = [];
    for (const seat of this.free(taken)) {
      const last = run.at(-1);
      const beside = last?.row === seat.row && last.number + 1 === seat.number;
      run = beside ? [...run, seat] : [seat];
      if (run.length === count) return run;
    }
    return undefined;
  }
}

/** Who sits where, performance by performance. */
export class Occupancy {
  readonly #taken = new Map<bigint, Map<SeatKey, bigint>>();

  /** Takes all of the seats for an order, or none: then the first that was taken already is told. */
  take(performanceId: bigint, orderId: bigint, seats: readonly Seat[]): Seat | undefined {
    const house = this.#taken.get(performanceId) ?? new Map<SeatKey, bigint>();
    const clash = seats.find((seat) => house.has(seatKey(seat)));
    if (clash !== undefined) return clash;
    for (const seat of seats) house.set(seatKey(seat), orderId);
    this.#taken.set(performanceId, house);
    return undefined;
  }

  release(performanceId: bigint, orderId: bigint): void {
    const house = this.#taken.get(performanceId);
    for (const [key, holder] of house ?? []) if (holder === orderId) house?.delete(key);
  }

  taken(performanceId: bigint): ReadonlySet<SeatKey> {
    return new Set(this.#taken.get(performanceId)?.keys());
  }

  holderOf(performanceId: bigint, seat: Seat): bigint | undefined {
    return this.#taken.get(performanceId)?.get(seatKey(seat));
  }
}
