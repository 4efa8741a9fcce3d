import { isKnownOrderStatus } from "../generated.ts";
import type { OrderStatus, Seat, TicketOrder } from "../generated.ts";
import { Index, lowerBound } from "./collections.ts";
import { parseSeat, seatKey } from "./seating.ts";

/** What an order is before it has a number. */
export type Draft = Omit<TicketOrder, "id" | "status" | "paymentId">;

/** Which states may follow which. */
const next: Readonly<Record<string, readonly OrderStatus[]>> = {
  held: ["paid", "refunded"],
  paid: ["refunded", "collected"],
  collected: ["refunded"],
};

/** Seats that were only held are given back after a quarter of an hour. */
const holdMs = 15 * 60_000;

/** One order as it stands in the file: one object a line. */
interface OrderRow {
  readonly id: string;
  readonly performance: string;
  readonly customer: string;
  readonly seats: readonly string[];
  readonly total: string;
  readonly status: OrderStatus;
  readonly placedAt: string;
  readonly extras: Readonly<Record<string, number>>;
  readonly payment?: string | undefined;
  readonly note?: string | undefined;
}

const toRow = (order: TicketOrder): OrderRow => ({
  id: String(order.id),
  performance: String(order.performanceId),
  customer: order.customerId,
  seats: order.seats.map(seatKey),
  total: String(order.total),
  status: order.status,
  placedAt: order.placedAt.toISOString(),
  extras: Object.fromEntries(order.extras),
  payment: order.paymentId,
  note: order.note,
});

function fromRow(row: OrderRow): TicketOrder {
  if (!isKnownOrderStatus(row.status)) throw new SyntaxError(`order ${row.id} is ${row.status}`);
  const seats = row.seats.map((text): Seat => {
    const seat = parseSeat(text);
    if (seat === undefined) throw new SyntaxError(`order ${row.id} has no seat ${text}`);
    return seat;
  });
  return {
    id: BigInt(row.id),
    performanceId: BigInt(row.performance),
    customerId: row.customer,
    seats,
    total: BigInt(row.total),
    status: row.status,
    placedAt: new Date(row.placedAt),
    extras: new Map(Object.entries(row.extras)),
    paymentId: row.payment,
    note: row.note,
  };
}

/** `#000042`, as it is printed on the envelope. */
export const orderLabel = (id: bigint): string => `#${String(id).padStart(6, "0")}`;

/** All orders, by number, by customer and by performance. */
export class OrderBook {
  readonly #byId = new Map<bigint, TicketOrder>();
  readonly #byCustomer = new Index<string, TicketOrder>();
  readonly #byPerformance = new Index<bigint, TicketOrder>();
  readonly #byPayment = new Map<string, TicketOrder>();
  #lastId = 0n;

  /** The number that the next order will have. */
  get nextId(): bigint {
    return this.#lastId + 1n;
  }

  place(draft: Draft): TicketOrder {
    return this.#add({ ...draft, id: this.nextId, status: "held" });
  }

  find(id: bigint): TicketOrder | undefined {
    return this.#byId.get(id);
  }

  ofPerformance(performanceId: bigint): readonly TicketOrder[] {
    return this.#byPerformance.of(performanceId);
  }

  ofPayment(paymentId: string): TicketOrder | undefined {
    return this.#byPayment.get(paymentId);
  }

  /** The orders of a customer behind one of them, at most `limit`. */
  page(customerId: string, limit: number, after?: bigint): TicketOrder[] {
    const orders = this.#byCustomer
      .of(customerId)
      .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    const start = after === undefined ? 0 : lowerBound(orders, after + 1n, (order) => order.id);
    return orders.slice(start, start + limit);
  }

  /** Whether a step is allowed; if so, it is made. */
  advance(order: TicketOrder, status: OrderStatus): boolean {
    if (next[order.status]?.includes(status) !== true) return false;
    order.status = status;
    return true;
  }

  paidBy(order: TicketOrder, paymentId: string): void {
    order.paymentId = paymentId;
    this.#byPayment.set(paymentId, order);
  }

  /** Held orders that nobody paid in time. */
  *lapsed(now: Date): Generator<TicketOrder> {
    for (const order of this.#byId.values()) {
      const age = now.getTime() - order.placedAt.getTime();
      if (order.status === "held" && age > holdMs) yield order;
    }
  }

  merge(from: string, into: string): number {
    for (const order of this.#byCustomer.of(from)) order.customerId = into;
    return this.#byCustomer.move(from, into);
  }

  toLines(): string {
    return Array.from(this.#byId.values(), (order) => JSON.stringify(toRow(order))).join("\n");
  }

  static fromLines(text: string): OrderBook {
    const book = new OrderBook();
    for (const line of text.split("\n")) if (line !== "") book.#add(fromRow(JSON.parse(line)));
    return book;
  }

  #add(order: TicketOrder): TicketOrder {
    this.#byId.set(order.id, order);
    this.#byCustomer.add(order.customerId, order);
    this.#byPerformance.add(order.performanceId, order);
    if (order.paymentId !== undefined) this.#byPayment.set(order.paymentId, order);
    if (order.id > this.#lastId) this.#lastId = order.id;
    return order;
  }
}
