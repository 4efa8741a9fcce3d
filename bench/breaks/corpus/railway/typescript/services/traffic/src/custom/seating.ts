import { randomUUID } from "node:crypto";
import type { Coach, Reservation, SeatKind, Train } from "../generated.ts";
import type { Need, Ticket, TravelClass } from "../generated.sales.ts";
import { by, inTurn, MultiMap } from "./collections.ts";
import { Amount } from "./values.ts";

/** A place in a train. */
export interface Seat {
  readonly coach: number;
  readonly seat: number;
}

/** What a party asks for. */
export interface Wish {
  readonly travelClass: TravelClass;
  readonly count: number;
  readonly kind: SeatKind | undefined;
  readonly quiet: boolean;
}

/** Seats are numbered in rows of four: window, aisle, aisle, window; every third row has a table. */
export function kindOf(seat: number): SeatKind {
  if (Math.ceil(seat / 4) % 3 === 0) return "table";
  return [1, 0].includes(seat % 4) ? "window" : "aisle";
}

const fees: Readonly<Record<string, string>> = { window: "4.50", aisle: "3.90", table: "5.20" };

/** What a seat costs; in the first class a reservation is a part of the fare. */
export const feeOf = (kind: SeatKind, travelClass: TravelClass): Amount =>
  travelClass === "first" ? Amount.zero : Amount.of(fees[kind] ?? "3.90");

/** The name of a seat on the ticket and in keys: `12/61`. */
export const seatName = ({ coach, seat }: Seat): string => `${coach}/${seat}`;

/** Reads what `seatName` has written. */
export function parseSeat(text: string): Seat | undefined {
  const match = /^(\d{1,3})\/(\d{1,3})$/.exec(text);
  return match === null ? undefined : { coach: Number(match[1]), seat: Number(match[2]) };
}

/** The wish of a ticket for one of its trains; nothing where the ticket is not for that train. */
export function wishOf(ticket: Ticket, trainId: number, count: number): Wish | undefined {
  const leg = ticket.legs.find((one) => one.trainId === trainId);
  if (leg === undefined) return undefined;
  return {
    travelClass: leg.travelClass,
    count,
    kind: undefined,
    quiet: ticket.needs.includes("quiet"),
  };
}

const equipmentFor: Readonly<Partial<Record<Need, string>>> = {
  wheelchair: "ramp",
  bicycle: "hooks",
};

/** The equipment that the needs of a ticket ask of a coach. */
export const equipmentOf = (needs: readonly Need[]): Set<string> =>
  new Set(needs.flatMap((need) => equipmentFor[need] ?? []));

/** Who sits where, train by train. */
export class Seating {
  readonly #taken = new Map<Train["id"], Set<string>>();
  readonly #reservations = new MultiMap<Train["id"], Reservation>();

  /** The free seats of a class, those of the wished kind first, then from the front of the train. */
  free(train: Train, wish: Wish, equipment = new Set<string>()): Seat[] {
    const taken = this.#taken.get(train.id);
    const suits = (coach: Coach): boolean =>
      coach.travelClass === wish.travelClass &&
      (!wish.quiet || coach.quiet) &&
      equipment.isSubsetOf(new Set(coach.equipment));
    return train.formation
      .filter(suits)
      .flatMap(({ number, seats }) =>
        Array.from({ length: seats }, (_, index): Seat => ({ coach: number, seat: index + 1 })),
      )
      .filter((seat) => !taken?.has(seatName(seat)))
      .toSorted(
        inTurn(
          by(({ seat }) => (wish.kind === undefined || kindOf(seat) === wish.kind ? 0 : 1)),
          by(({ coach }) => coach),
          by(({ seat }) => seat),
        ),
      );
  }

  /** Reserves seats for a ticket, or nothing where there are too few. */
  reserve(train: Train, ticket: Ticket, wish: Wish, heldUntil?: Date): Reservation[] | undefined {
    const seats = this.free(train, wish, equipmentOf(ticket.needs)).slice(0, wish.count);
    if (seats.length < wish.count) return undefined;
    const taken = this.#taken.get(train.id) ?? new Set();
    this.#taken.set(train.id, taken);
    return seats.map((place) => {
      taken.add(seatName(place));
      const kind = kindOf(place.seat);
      const reservation: Reservation = {
        ...place,
        id: randomUUID(),
        trainId: train.id,
        ticketNumber: ticket.number,
        kind,
        fee: feeOf(kind, wish.travelClass).toString(),
        heldUntil,
      };
      this.#reservations.add(train.id, reservation);
      return reservation;
    });
  }

  ofTrain(trainId: number): readonly Reservation[] {
    return this.#reservations.of(trainId);
  }

  /** Gives back the seats of a ticket; answers their names by train. */
  release(ticketNumber: bigint): Map<number, string[]> {
    return this.#drop((one) => one.ticketNumber === ticketNumber);
  }

  /** Gives back the seats that were held for nobody in particular until now. */
  expire(now: Date): Map<number, string[]> {
    return this.#drop(({ heldUntil }) => heldUntil !== undefined && heldUntil <= now);
  }

  #drop(gone: (reservation: Reservation) => boolean): Map<number, string[]> {
    const released = new Map<number, string[]>();
    for (const [trainId, reservations] of this.#reservations.entries()) {
      if (!reservations.some(gone)) continue;
      const names = this.#reservations.remove(trainId, gone).map(seatName);
      for (const name of names) this.#taken.get(trainId)?.delete(name);
      released.set(trainId, names);
    }
    return released;
  }
}

/** What all reservations of a list cost together. */
export const totalFee = (reservations: Iterable<Reservation>): string =>
  Iterator.from(reservations)
    .reduce((sum, { fee }) => sum.plus(Amount.of(fee)), Amount.zero)
    .toString();
