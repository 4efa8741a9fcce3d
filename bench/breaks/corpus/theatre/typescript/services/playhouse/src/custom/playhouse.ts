import { NotPaid, OrderNotFound, RefundTooLate, SeatTaken, VoucherInvalid } from "../generated.ts";
import type { Ctx, Playhouse, PlayhouseEvents, TicketOrder, Voucher } from "../generated.ts";
import { CustomerNotFound, PaymentNotFound, PaymentRefused } from "../generated.boxoffice.ts";
import type { BoxofficeApi, Payment } from "../generated.boxoffice.ts";
import { PerformanceNotFound } from "../generated.programme.ts";
import { persist } from "./collections.ts";
import type { RetryPolicy } from "./collections.ts";
import type { Diary } from "./diary.ts";
import type { Bar, Cloakroom } from "./foyer.ts";
import { printLeaflet } from "./leaflet.ts";
import { orderLabel } from "./orders.ts";
import type { OrderBook } from "./orders.ts";
import { dayOf, seasonOf } from "./passes.ts";
import type { Subscriptions, VoucherBox } from "./passes.ts";
import { Quote, surcharge, toDecimal } from "./pricing.ts";
import type { PriceList } from "./pricing.ts";
import { nightReport } from "./report.ts";
import type { Occupancy } from "./seating.ts";

/** All that the front of house works with; tests pass fakes. */
export interface House {
  readonly diary: Diary;
  readonly boxoffice: BoxofficeApi;
  readonly events: PlayhouseEvents;
  readonly orders: OrderBook;
  readonly occupancy: Occupancy;
  readonly prices: PriceList;
  readonly vouchers: VoucherBox;
  readonly subscriptions: Subscriptions;
  readonly cloakroom: Cloakroom;
  readonly bar: Bar;
  readonly retry: RetryPolicy;
  readonly now: () => Date;
  readonly log: (line: string) => void;
}

/** Until when money is given back: so many hours before the curtain. */
const refundHours = 24;

/** Gives back the seats of an order, and the money if there was any. */
async function giveBack(house: House, order: TicketOrder, reason: string, ctx: Ctx) {
  const { orders, occupancy, vouchers, boxoffice, events, log } = house;
  const { id, performanceId, paymentId, total } = order;
  if (!orders.advance(order, "refunded")) return;
  occupancy.release(performanceId, id);
  vouchers.reopen(id);
  if (paymentId === undefined) return;
  const back = await persist(house.retry, () =>
    boxoffice.refund({ paymentId, amount: toDecimal(total) }, ctx),
  );
  if (back instanceof PaymentNotFound) log(`refund ${orderLabel(id)}: no payment ${back.id}`);
  await events.orderRefunded({ orderId: id, cents: total, reason }, ctx);
}

/** Gives seats free again that were held for too long. */
function sweep({ orders, occupancy, vouchers, now }: House): void {
  for (const order of orders.lapsed(now())) {
    orders.advance(order, "refunded");
    occupancy.release(order.performanceId, order.id);
    vouchers.reopen(order.id);
  }
}

const placeOrder =
  (house: House): Playhouse["placeOrder"] =>
  async ({ performanceId, customerId, seats, extras, voucher: code, note }, ctx) => {
    const evening = await house.diary.evening(performanceId, ctx);
    if (evening instanceof PerformanceNotFound) return evening;
    const customer = await house.boxoffice.getCustomer({ id: customerId }, ctx);
    if (customer instanceof CustomerNotFound) return customer;
    sweep(house);

    let voucher: Voucher | undefined;
    if (code !== undefined) {
      const checked = house.vouchers.check(code, dayOf(house.now()));
      if (typeof checked === "string") return new VoucherInvalid({ voucher: code, why: checked });
      voucher = checked;
    }
    const missing = seats.find((seat) => !evening.plan.has(seat));
    const clash = missing ?? house.occupancy.take(performanceId, house.orders.nextId, seats);
    if (clash !== undefined) return new SeatTaken(clash);

    const { id: productionId } = evening.production;
    const season = seasonOf(dayOf(evening.performance.startsAt));
    const total = new Quote(house.prices)
      .seats(seats)
      .extras(extras)
      .standing(customer.standing)
      .subscriptions(house.subscriptions.covering(customerId, productionId, season))
      .voucher(voucher)
      .build();
    const placedAt = house.now();
    const order = house.orders.place({
      performanceId,
      customerId,
      seats,
      total,
      placedAt,
      extras,
      note,
    });
    if (voucher !== undefined) house.vouchers.use(voucher, order.id);
    return order;
  };

const payOrder =
  ({ orders, boxoffice, events, retry }: House): Playhouse["payOrder"] =>
  async ({ id, method }, ctx) => {
    const order = orders.find(id);
    if (order === undefined) return new OrderNotFound({ id });
    const amount = toDecimal(order.total + surcharge(method, order.total));
    const payment = await persist(retry, () =>
      boxoffice.takePayment(
        { customerId: order.customerId, amount, method, reference: orderLabel(id) },
        ctx,
      ),
    );
    if (payment instanceof PaymentRefused) return payment;
    if (payment instanceof CustomerNotFound)
      return new PaymentRefused({ reason: `there is no customer ${payment.id}` });
    orders.paidBy(order, payment.id);
    if (orders.advance(order, "paid")) await events.orderPaid({ order, method }, ctx);
    return order;
  };

const refundOrder =
  (house: House): Playhouse["refundOrder"] =>
  async ({ id, reason }, ctx) => {
    const order = house.orders.find(id);
    if (order === undefined) return new OrderNotFound({ id });
    if (order.status === "held") return new NotPaid({ id });
    const evening = await house.diary.evening(order.performanceId, ctx);
    if (!(evening instanceof PerformanceNotFound)) {
      const left = evening.performance.startsAt.getTime() - house.now().getTime();
      const hours = Math.floor(left / 3_600_000);
      if (hours < refundHours) return new RefundTooLate({ id, hours });
    }
    await giveBack(house, order, reason, ctx);
    return order;
  };

/** The order of a payment that settled late, found by what we wrote on it. */
function orderOf({ orders }: House, { id, reference }: Payment): TicketOrder | undefined {
  const [, digits] = /^#0*(\d+)$/.exec(reference) ?? [];
  return orders.ofPayment(id) ?? (digits === undefined ? undefined : orders.find(BigInt(digits)));
}

export const newPlayhouse = (house: House): Playhouse => ({
  placeOrder: placeOrder(house),
  payOrder: payOrder(house),
  refundOrder: refundOrder(house),
  listOrders: async ({ customerId, after, limit }) => house.orders.page(customerId, limit, after),

  issueVoucher: async ({ kind, cents, validFor }, ctx) => {
    const voucher = house.vouchers.issue(kind, cents, validFor, house.now());
    await house.events.voucherIssued({ voucher }, ctx);
    return voucher;
  },

  subscribe: async ({ customerId, season, seat, productionIds }, ctx) => {
    const customer = await house.boxoffice.getCustomer({ id: customerId }, ctx);
    if (customer instanceof CustomerNotFound) return customer;
    return house.subscriptions.add(customerId, season, seat, productionIds);
  },

  handIn: async ({ orderId, items }) =>
    house.orders.find(orderId) === undefined
      ? new OrderNotFound({ id: orderId })
      : house.cloakroom.handIn(orderId, items, house.now()),

  sellAtBar: async ({ performanceId, item, quantity }) =>
    house.bar.sell(performanceId, item, quantity, house.now()),

  getLeaflet: async ({ performanceId }, ctx) => {
    const evening = await house.diary.evening(performanceId, ctx);
    if (evening instanceof PerformanceNotFound) return evening;
    const cast = await house.diary.cast(performanceId, ctx);
    return printLeaflet(evening.performance, evening.production, cast);
  },

  getNightReport: async ({ performanceId }, ctx) => {
    const evening = await house.diary.evening(performanceId, ctx);
    if (evening instanceof PerformanceNotFound) return evening;
    const orders = house.orders.ofPerformance(performanceId);
    return nightReport(evening, orders, house.bar.takings(performanceId), house.prices);
  },

  refundAll: async ({ performance, reason }, ctx) => {
    for (const order of house.orders.ofPerformance(performance.id))
      await giveBack(house, order, reason, ctx);
    house.log(`performance ${performance.id} cancelled: ${reason}`);
  },

  noteMove: async ({ performanceId, from, to }) => {
    house.diary.move(performanceId, from, to);
    house.log(`performance ${performanceId} moved to ${to.toISOString()}`);
  },

  mergeCustomer: async ({ from, into }) => {
    const moved = house.orders.merge(from, into);
    house.subscriptions.merge(from, into);
    house.log(`customer ${from} is ${into} now, ${moved} orders moved`);
  },

  notePayment: async ({ payment }) => {
    const order = orderOf(house, payment);
    if (order === undefined) return house.log(`payment ${payment.id} belongs to nothing`);
    house.orders.paidBy(order, payment.id);
    house.orders.advance(order, "paid");
  },
});
