/** Sums of money as the wire has them: `-12.50`. Cents are whole. */
export class Amount {
  static readonly zero = new Amount(0n);
  readonly #cents: bigint;

  private constructor(cents: bigint) {
    this.#cents = cents;
  }

  static of(text: string): Amount {
    const match = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(text);
    if (match === null) throw new RangeError(`${text} is no sum of money`);
    const [, sign, whole = "0", rest = ""] = match;
    const cents = BigInt(whole) * 100n + BigInt(rest.padEnd(2, "0"));
    return new Amount(sign === "-" ? -cents : cents);
  }

  plus(other: Amount): Amount {
    return new Amount(this.#cents + other.#cents);
  }

  /** A share of the sum, rounded to the nearest cent. */
  share(share: number): Amount {
    return new Amount(BigInt(Math.round(Number(this.#cents) * share)));
  }

  compare(other: Amount): number {
    return this.#cents < other.#cents ? -1 : this.#cents > other.#cents ? 1 : 0;
  }

  toString(): string {
    const absolute = this.#cents < 0n ? -this.#cents : this.#cents;
    const rest = String(absolute % 100n).padStart(2, "0");
    return `${this.#cents < 0n ? "-" : ""}${absolute / 100n}.${rest}`;
  }
}

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `2026-03-01` of a moment, in universal time as all of the timetable. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** `07:05`. */
export const clockOf = (moment: Date): string => moment.toISOString().slice(11, 16);

export const later = (moment: Date, ms: number): Date => new Date(moment.getTime() + ms);

export const between = (from: Date, to: Date): number => to.getTime() - from.getTime();

/** The whole days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round(between(new Date(from), new Date(to)) / dayMs);

/** `2 h 05 min`, or `9 min`. */
export function spanText(ms: number): string {
  const minutes = Math.round(ms / minuteMs);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}
