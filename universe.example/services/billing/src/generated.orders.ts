// Stamped by Flywheel from the intent of `billing`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=billing digest=2f3f9d5889eee53d657d6987ff727b3a0a7dd49454401741a9c1245cc651a71a templates=2fd43c853191395a

import * as wire from "./generated.wire.ts";

export type OrderStatus = "pending" | "paid" | "cancelled" | wire.Unknown;

/** The values of OrderStatus that this version knows. */
export const orderStatusValues = ["pending", "paid", "cancelled"] as const;

/** Whether a value is one that this version knows. */
export function isKnownOrderStatus(
  value: OrderStatus,
): value is Exclude<OrderStatus, wire.Unknown> {
  return orderStatusValues.some((known) => known === value);
}

export const orderStatusWire: wire.Wire<OrderStatus> = wire.openEnum();

export interface OrderLine {
  sku: string;
  quantity: number;
  priceCents: bigint;
}

export const orderLineWire: wire.Wire<OrderLine> = wire.object({
  sku: wire.text,
  quantity: wire.int32,
  priceCents: wire.int64,
});

/** A value of OrderLine for tests. */
export function aOrderLine(overrides: Partial<OrderLine> = {}): OrderLine {
  return {
    sku: "sku",
    quantity: 1,
    priceCents: 1n,
    ...overrides,
  };
}

export interface Order {
  id: bigint;
  userId: number;
  label: string;
  lines: OrderLine[];
  totalCents: bigint;
  status: OrderStatus;
}

export const orderWire: wire.Wire<Order> = wire.object({
  id: wire.int64,
  userId: wire.int32,
  label: wire.text,
  lines: wire.list(orderLineWire),
  totalCents: wire.int64,
  status: wire.withDefault(orderStatusWire, "pending"),
});

/** A value of Order for tests. */
export function aOrder(overrides: Partial<Order> = {}): Order {
  return {
    id: 1n,
    userId: 1,
    label: "label",
    lines: [],
    totalCents: 1n,
    status: "pending",
    ...overrides,
  };
}

export class OrderNotFound {
  readonly code = "order-not-found";
  readonly id: bigint;

  constructor(fields: Omit<OrderNotFound, "code">) {
    this.id = fields.id;
  }
}

export const orderNotFoundError = wire.declared(
  OrderNotFound,
  "order-not-found",
  404,
  wire.object({
    id: wire.int64,
  }),
);

export interface MarkPaidIn {
  id: bigint;
}

export const markPaidRpc: wire.Procedure<MarkPaidIn, Order, OrderNotFound> = {
  path: "/rpc/mark-paid",
  input: wire.object({
    id: wire.int64,
  }),
  output: orderWire,
  errors: () => [orderNotFoundError],
};

export interface OrderPlaced {
  order: Order;
}

export const orderPlacedEvent: wire.Topic<OrderPlaced> = {
  service: "orders",
  event: "order-placed",
  data: wire.object({
    order: orderWire,
  }),
};

/** A value of OrderPlaced for tests. */
export function aOrderPlaced(overrides: Partial<OrderPlaced> = {}): OrderPlaced {
  return {
    order: aOrder(),
    ...overrides,
  };
}

/** What is used of orders; a test passes its own. */
export interface OrdersApi {
  markPaid(input: MarkPaidIn, ctx?: wire.Ctx): Promise<Order | OrderNotFound>;
}

/** Calls orders over HTTP. Declared errors come back as values; anything else throws a RemoteError. */
export class OrdersClient implements OrdersApi {
  readonly #remote: wire.Remote;

  constructor(url: string, options: wire.ClientOptions = {}) {
    this.#remote = { ...options, service: "orders", url };
  }

  static fromEnv(env: wire.Environment = wire.environment): OrdersClient {
    return new OrdersClient(wire.addressOf("orders", "ORDERS_URL", env));
  }

  markPaid(input: MarkPaidIn, ctx?: wire.Ctx): Promise<Order | OrderNotFound> {
    return wire.call(this.#remote, markPaidRpc, input, ctx);
  }
}
