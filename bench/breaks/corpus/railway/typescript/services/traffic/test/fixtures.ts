import { Archive } from "../src/custom/archive.ts";
import { Network } from "../src/custom/network.ts";
import { newTraffic, State } from "../src/custom/traffic.ts";
import type { Tools } from "../src/custom/traffic.ts";
import { aCoach, aStop, aTrain, aWagon } from "../src/generated.ts";
import type {
  Ctx,
  ItemClaimed,
  SeatsReleased,
  Stop,
  Train,
  TrainCancelled,
  TrainDelayed,
  Wagon,
} from "../src/generated.ts";
import { aPathOffer, aSection, aStation } from "../src/generated.infrastructure.ts";
import type { InfrastructureApi } from "../src/generated.infrastructure.ts";
import { aLeg, aPassenger, aRefund, aTicket } from "../src/generated.sales.ts";
import type { NotifyIn, PayBackIn, SalesApi, Ticket } from "../src/generated.sales.ts";

export const ctx: Ctx = { requestId: "test" };

/** A moment of the first of March. */
export const at = (clock: string): Date => new Date(`2026-03-01T${clock}:00.000Z`);

export const stop = (station: string, arrives?: string, departs?: string): Stop =>
  aStop({
    station,
    platform: "3",
    ...(arrives === undefined ? {} : { arrivesAt: at(arrives) }),
    ...(departs === undefined ? {} : { departsAt: at(departs) }),
  });

/** A train from Berlin by Hamburg to Copenhagen. */
export const train = (overrides: Partial<Train> = {}): Train =>
  aTrain({
    id: 1,
    label: "EC 176",
    category: "express",
    day: "2026-03-01",
    stops: [
      stop("BER", undefined, "07:05"),
      stop("HAM", "08:50", "08:58"),
      stop("CPH", "13:20", undefined),
    ],
    formation: [
      aCoach({ number: 11, travelClass: "first", seats: 4, quiet: true }),
      aCoach({
        number: 12,
        travelClass: "second",
        seats: 12,
        quiet: false,
        equipment: ["hooks", "ramp"],
      }),
      aCoach({ number: 14, travelClass: "second", seats: 8, quiet: true }),
    ],
    ...overrides,
  });

export const ticket = (overrides: Partial<Ticket> = {}): Ticket =>
  aTicket({
    number: 5001n,
    passengerId: 12,
    day: "2026-03-01",
    legs: [aLeg({ trainId: 1, fromCode: "BER", toCode: "HAM", travelClass: "second" })],
    price: "49.90",
    ...overrides,
  });

export const wagon = (overrides: Partial<Wagon> = {}): Wagon =>
  aWagon({
    id: "31 81 665 0 287-8",
    tare: 24_000,
    payload: 60_000,
    length: 14.5,
    braked: true,
    inspected: "2025-06-01",
    ...overrides,
  });

export const infrastructure = (given: Partial<InfrastructureApi> = {}): InfrastructureApi => ({
  getStation: async ({ code }) =>
    aStation({ code, name: `${code} Hbf`, transfer: 480_000, opened: "1906-12-06" }),
  route: async ({ fromCode, toCode }) => [
    aSection({ id: 21, fromCode, toCode, lengthM: 150_000, topSpeed: 200, gradient: 0, tracks: 2 }),
  ],
  requestPath: async ({ train: label }) =>
    aPathOffer({ reference: `path of ${label}`, charge: "812.40" }),
  returnPath: async () => {},
  listPossessions: async () => [],
  listRestrictions: async () => [],
  ...given,
});

/** A service with fakes around it, and what they were told. */
export function start(
  rails: Partial<InfrastructureApi> = {},
  shop: Partial<SalesApi> = {},
  now = (): Date => at("06:00"),
) {
  const told: NotifyIn[] = [];
  const refunds: PayBackIn[] = [];
  const lines: string[] = [];
  const delayed: TrainDelayed[] = [];
  const cancelled: TrainCancelled[] = [];
  const released: SeatsReleased[] = [];
  const claimed: ItemClaimed[] = [];
  const sales: SalesApi = {
    getTicket: async ({ number }) => ticket({ number }),
    getPassenger: async ({ id }) => aPassenger({ id, name: `No. ${id}` }),
    ticketsOfTrain: async ({ trainId }) => [
      ticket({ legs: [aLeg({ trainId })] }),
      ticket({ number: 5002n, passengerId: 13 }),
      ticket({ number: 5003n, passengerId: 12 }),
    ],
    payBack: async (input) => {
      refunds.push(input);
      return aRefund({ ticketNumber: input.number, share: input.share });
    },
    notify: async (input) => void told.push(input),
    ...shop,
  };
  const tools: Tools = {
    state: new State(),
    network: new Network(infrastructure(rails), { maxAgeMs: 1000, attempts: 2 }, now),
    sales,
    events: {
      trainDelayed: async (event) => void delayed.push(event),
      trainCancelled: async (event) => void cancelled.push(event),
      seatsReleased: async (event) => void released.push(event),
      itemClaimed: async (event) => void claimed.push(event),
    },
    archive: new Archive((line) => lines.push(line)),
    now,
  };
  const traffic = newTraffic(tools);
  return { traffic, tools, told, refunds, lines, delayed, cancelled, released, claimed };
}
