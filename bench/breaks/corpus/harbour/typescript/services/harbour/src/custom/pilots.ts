import type { Pilot, PilotRank } from "../generated.ts";
import type { Metres } from "./berths.ts";
import { by } from "./util.ts";

/** A shift on the pilot boat. Its `rank` is the seat, not the pilot's. */
export interface Shift {
  readonly pilotId: Pilot["id"];
  readonly day: string;
  readonly rank: number;
}

/** How much weight a word of a pilot has; ranks that came later count as the lowest. */
export function seniority(rank: PilotRank): number {
  switch (rank) {
    case "chief":
      return 3;
    case "senior":
      return 2;
    case "junior":
      return 1;
    default:
      return 0;
  }
}

/** Tenths of the tariff that a pilot's hour costs. */
const surcharges = new Map<PilotRank, number>([
  ["junior", 10],
  ["senior", 12],
  ["chief", 15],
]);

export const surcharge = (pilot: Pilot): number => surcharges.get(pilot.rank) ?? 10;

const speaks = (pilot: Pilot, language: string): boolean =>
  pilot.languages.some((spoken) => spoken.toLowerCase() === language.toLowerCase());

/** "Ada Holm (chief), +45 1": as the roster prints a pilot. */
export function business(pilot: Pilot): string {
  const { name, rank, phone } = pilot;
  const contact = phone === undefined ? "by radio" : phone.replace(/^00/, "+");
  return `${name} (${rank}), ${contact}`;
}

/** Who may bring ships in, and who is on duty for whom. */
export class Roster {
  readonly #pilots: readonly Pilot[];
  readonly #duties = new Map<Pilot["id"], bigint[]>();

  constructor(pilots: readonly Pilot[]) {
    this.#pilots = pilots;
  }

  /** The pilot with the fewest duties who may and can; of equals the one with the highest rank. */
  choose(draft: Metres, language: string): Pilot | undefined {
    const [best] = this.#pilots
      .filter((pilot) => pilot.maxDraft >= draft && speaks(pilot, language))
      .toSorted(
        by(
          (a, b) => this.duties(a.id).length - this.duties(b.id).length,
          (a, b) => seniority(b.rank) - seniority(a.rank),
          (a, b) => a.id - b.id,
        ),
      );
    return best;
  }

  book(pilot: Pilot, call: bigint): void {
    this.#duties.set(pilot.id, [...this.duties(pilot.id), call]);
  }

  duties(id: Pilot["id"]): readonly bigint[] {
    return this.#duties.get(id) ?? [];
  }

  named(id: Pilot["id"]): string {
    return this.#pilots.find((pilot) => pilot.id === id)?.name ?? `pilot ${id}`;
  }

  /** Seats on the boat, in turn, day after day. */
  *shifts(from: readonly string[], seats: number): Generator<Shift> {
    let next = 0;
    for (const day of from) {
      for (let rank = 1; rank <= Math.min(seats, this.#pilots.length); rank++) {
        const pilot = this.#pilots[next++ % this.#pilots.length];
        if (pilot !== undefined) yield { pilotId: pilot.id, day, rank };
      }
    }
  }
}

/** The key of a shift in the plan of the boat, such as "2026-03-01/7". */
export const shiftKey = ({ day, pilotId }: Shift): string => `${day}/${pilotId}`;
