// Stamped by Flywheel from the intent of `gateway`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=gateway digest=47a79947c81fb15fe3289bbc3f302655da73048d034705fd9af57b49075ac149 templates=2fd43c853191395a

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

export interface Item {
  sku: string;
  quantity: number;
}

export const itemWire: wire.Wire<Item> = wire.object({
  sku: wire.text,
  quantity: wire.int32,
});

/** A value of Item for tests. */
export function aItem(overrides: Partial<Item> = {}): Item {
  return {
    sku: "sku",
    quantity: 1,
    ...overrides,
  };
}

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

export class OutOfStock {
  readonly code = "out-of-stock";
  readonly sku: string;

  constructor(fields: Omit<OutOfStock, "code">) {
    this.sku = fields.sku;
  }
}

export const outOfStockError = wire.declared(
  OutOfStock,
  "out-of-stock",
  409,
  wire.object({
    sku: wire.text,
  }),
);

export class UnknownCustomer {
  readonly code = "unknown-customer";
  readonly userId: number;

  constructor(fields: Omit<UnknownCustomer, "code">) {
    this.userId = fields.userId;
  }
}

export const unknownCustomerError = wire.declared(
  UnknownCustomer,
  "unknown-customer",
  404,
  wire.object({
    userId: wire.int32,
  }),
);

export interface ListOrdersIn {
  userId: number;
}

export const listOrdersRpc: wire.Procedure<ListOrdersIn, Order[], never> = {
  path: "/rpc/list-orders",
  input: wire.object({
    userId: wire.int32,
  }),
  output: wire.list(orderWire),
  errors: () => [],
};

export interface PlaceOrderIn {
  userId: number;
  items: Item[];
}

export const placeOrderRpc: wire.Procedure<PlaceOrderIn, Order, UnknownCustomer | OutOfStock> = {
  path: "/rpc/place-order",
  input: wire.object({
    userId: wire.int32,
    items: wire.list(itemWire),
  }),
  output: orderWire,
  errors: () => [unknownCustomerError, outOfStockError],
};

/** What is used of orders; a test passes its own. */
export interface OrdersApi {
  listOrders(input: ListOrdersIn, ctx?: wire.Ctx): Promise<Order[]>;
  placeOrder(input: PlaceOrderIn, ctx?: wire.Ctx): Promise<Order | UnknownCustomer | OutOfStock>;
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

  listOrders(input: ListOrdersIn, ctx?: wire.Ctx): Promise<Order[]> {
    return wire.call(this.#remote, listOrdersRpc, input, ctx);
  }

  placeOrder(input: PlaceOrderIn, ctx?: wire.Ctx): Promise<Order | UnknownCustomer | OutOfStock> {
    return wire.call(this.#remote, placeOrderRpc, input, ctx);
  }
}
