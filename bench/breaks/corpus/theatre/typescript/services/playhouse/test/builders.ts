import { Diary } from "../src/custom/diary.ts";
import { Bar, Cloakroom } from "../src/custom/foyer.ts";
import { OrderBook } from "../src/custom/orders.ts";
import { Subscriptions, VoucherBox } from "../src/custom/passes.ts";
import { newPlayhouse } from "../src/custom/playhouse.ts";
import { PriceList } from "../src/custom/pricing.ts";
import { Occupancy } from "../src/custom/seating.ts";
import type { OrderPaid, OrderRefunded, Voucher } from "../src/generated.ts";
import { aCustomer, aPayment } from "../src/generated.boxoffice.ts";
import type { BoxofficeApi } from "../src/generated.boxoffice.ts";
import {
  aCastMember,
  aHall,
  aPerformance,
  aProduction,
  PerformanceNotFound,
} from "../src/generated.programme.ts";
import type { Performance, ProgrammeApi } from "../src/generated.programme.ts";

export const ctx = { requestId: "test" };
export const ada = "6f1c8a52-0d57-4c39-9b0e-0d4f6c3a1a01";
export const bob = "6f1c8a52-0d57-4c39-9b0e-0d4f6c3a1a02";
export const now = new Date("2026-11-05T12:00:00Z");
export const retry = { limit: 2, pauseMs: 1 };

/** The seats of a text such as `A1 A2`. */
export const seats = (text: string) =>
  text.split(" ").map((one) => ({ row: one.slice(0, 1), number: Number(one.slice(1)) }));

export const hall = aHall({
  id: 3,
  name: "Great hall",
  rows: [
    { label: "A", seats: 4 },
    { label: "B", seats: 6 },
  ],
});

export const hamlet = aProduction({
  id: 7,
  title: "Hamlet",
  genre: "drama",
  minutes: 160,
  ageFrom: 12,
  languages: ["de", "en"],
  royalty: 0.1,
});

export const tonight = aPerformance({
  id: 12n,
  productionId: 7,
  hallId: 3,
  startsAt: new Date("2026-11-07T18:30:00Z"),
  interval: 20 * 60_000,
  status: "on-sale",
});

export const prices = new PriceList([
  { code: "A", label: "Stalls", cents: 4000n, rows: ["A"] },
  { code: "B", label: "Circle", cents: 2500n, rows: ["B"] },
]);

export const programme = (performances: readonly Performance[] = [tonight]): ProgrammeApi => ({
  getPerformance: async ({ id }) =>
    performances.find((one) => one.id === id) ?? new PerformanceNotFound({ id }),
  getProduction: async ({ id }) => ({ ...hamlet, id }),
  getHall: async ({ id }) => ({ ...hall, id }),
  listPerformances: async () => [...performances],
  castOf: async () => [aCastMember({ name: "Ada Adler", role: "Hamlet" })],
});

export const boxoffice = (changes: Partial<BoxofficeApi> = {}): BoxofficeApi => ({
  getCustomer: async ({ id }) => aCustomer({ id, name: "Ada", number: 42 }),
  takePayment: async ({ customerId, amount, method, reference }) =>
    aPayment({ id: `pay-${reference}`, customerId, amount, method, reference }),
  refund: async ({ paymentId, amount }) => aPayment({ id: paymentId, amount }),
  ...changes,
});

/** A house with everything faked that lies outside of it, and what it published and logged. */
export function open(changes: Partial<BoxofficeApi> = {}, performances = [tonight]) {
  const paid: OrderPaid[] = [];
  const refunded: OrderRefunded[] = [];
  const issued: Voucher[] = [];
  const lines: string[] = [];
  let time = now;
  const clock = (): Date => time;
  const orders = new OrderBook();
  const occupancy = new Occupancy();
  const vouchers = new VoucherBox();
  const subscriptions = new Subscriptions();
  const house = newPlayhouse({
    diary: new Diary(programme(performances), { maxAgeMs: 1000, now: clock, retry }),
    boxoffice: boxoffice(changes),
    events: {
      orderPaid: async (event) => void paid.push(event),
      orderRefunded: async (event) => void refunded.push(event),
      voucherIssued: async ({ voucher }) => void issued.push(voucher),
    },
    orders,
    occupancy,
    prices,
    vouchers,
    subscriptions,
    cloakroom: new Cloakroom(2),
    bar: new Bar(),
    retry,
    now: clock,
    log: (line) => void lines.push(line),
  });
  const at = (moment: string): void => {
    time = new Date(moment);
  };
  return { house, orders, occupancy, vouchers, subscriptions, paid, refunded, issued, lines, at };
}
