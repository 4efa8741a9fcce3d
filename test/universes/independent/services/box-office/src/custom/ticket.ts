import type { Booking } from "../generated.ts";
import type { Performance } from "../generated.programme.ts";
import type { Seat } from "../generated.seating.ts";
import { money } from "./prices.ts";

const clock = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "UTC",
});

/** "A3, A4, B1" */
export function seatList(seats: readonly Seat[]): string {
  return seats.map(({ row, number }) => `${row}${number}`).join(", ");
}

/** What the printer at the counter prints. */
export function ticketLines(booking: Booking, performance: Performance, title: string): string[] {
  const { hall } = performance;
  return [
    title.toUpperCase(),
    `${clock.format(performance.startsAt)}, ${hall === "main" ? "main stage" : hall}`,
    `seats ${seatList(booking.seats)}`,
    `${money(booking.cents)}  ${barcode(booking)}`,
  ];
}

/** The number of the booking and of the evening, as the scanner at the door reads them. */
export function barcode(booking: Pick<Booking, "number" | "performanceId">): string {
  return `${String(booking.number).padStart(6, "0")}-${booking.performanceId}`;
}

export interface Scan {
  number: number;
  performanceId: number;
}

export function scan(code: string): Scan | undefined {
  const [, number, performanceId] = /^(\d{6})-(\d+)$/.exec(code) ?? [];
  if (number === undefined || performanceId === undefined) return undefined;
  return { number: Number(number), performanceId: Number(performanceId) };
}
