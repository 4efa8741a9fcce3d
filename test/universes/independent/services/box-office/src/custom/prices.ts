import type { Unknown } from "../generated.ts";
import { isKnownGenre } from "../generated.programme.ts";
import type { Genre, Performance } from "../generated.programme.ts";
import type { Seat } from "../generated.seating.ts";

/** Percent of the evening's price that a house full of singers costs, and so on. */
const percentOf: Record<Exclude<Genre, Unknown>, bigint> = {
  drama: 100n,
  comedy: 100n,
  opera: 160n,
  dance: 120n,
};

const frontRows = new Set(["A", "B"]);

export function seatPrice(priceCents: bigint, genre: Genre, seat: Seat): bigint {
  const percent = isKnownGenre(genre) ? percentOf[genre] : 100n;
  const base = (priceCents * percent) / 100n;
  return frontRows.has(seat.row) ? base + base / 4n : base;
}

export function total(evening: Performance, genre: Genre, seats: readonly Seat[]): bigint {
  return seats
    .map((seat) => seatPrice(evening.priceCents, genre, seat))
    .reduce((sum, cents) => sum + cents, 0n);
}

export function money(cents: bigint): string {
  const rest = String(cents % 100n).padStart(2, "0");
  return `${cents / 100n}.${rest} €`;
}
