// Stamped by Flywheel from the intent of `gateway`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=gateway digest=47a79947c81fb15fe3289bbc3f302655da73048d034705fd9af57b49075ac149 templates=2fd43c853191395a

import type { Hono } from "hono";

import * as wire from "./generated.wire.ts";
import * as orders from "./generated.orders.ts";
import * as users from "./generated.users.ts";

export { RemoteError, serve } from "./generated.wire.ts";
export type { Ctx, Running, Unknown, UnknownCase } from "./generated.wire.ts";

/** What the account page shows. */
export interface Dashboard {
  userId: number;
  greeting: string;
  orders: number;
  openCents: bigint;
  visits: number;
}

export const dashboardWire: wire.Wire<Dashboard> = wire.object({
  userId: wire.int32,
  greeting: wire.text,
  orders: wire.int32,
  openCents: wire.int64,
  visits: wire.withDefault(wire.int32, 1),
});

/** A value of Dashboard for tests. */
export function aDashboard(overrides: Partial<Dashboard> = {}): Dashboard {
  return {
    userId: 1,
    greeting: "greeting",
    orders: 1,
    openCents: 1n,
    visits: 1,
    ...overrides,
  };
}

export class NoSuchAccount {
  readonly code = "no-such-account";
  readonly userId: number;

  constructor(fields: Omit<NoSuchAccount, "code">) {
    this.userId = fields.userId;
  }
}

export const noSuchAccountError = wire.declared(
  NoSuchAccount,
  "no-such-account",
  404,
  wire.object({
    userId: wire.int32,
  }),
);

export interface BuyIn {
  userId: number;
  query: string;
  quantity: number;
}

export const buyRpc: wire.Procedure<
  BuyIn,
  orders.Order,
  orders.UnknownCustomer | orders.OutOfStock
> = {
  path: "/rpc/buy",
  input: wire.object({
    userId: wire.int32,
    query: wire.text,
    quantity: wire.withDefault(wire.int32, 1),
  }),
  output: wire.lazy(() => orders.orderWire),
  errors: () => [orders.unknownCustomerError, orders.outOfStockError],
};

export interface GetDashboardIn {
  userId: number;
}

export const getDashboardRpc: wire.Procedure<GetDashboardIn, Dashboard, NoSuchAccount> = {
  path: "/rpc/get-dashboard",
  input: wire.object({
    userId: wire.int32,
  }),
  output: dashboardWire,
  errors: () => [noSuchAccountError],
};

export interface SignUpIn {
  email: string;
  name: string;
}

export const signUpRpc: wire.Procedure<SignUpIn, Dashboard, users.EmailTaken> = {
  path: "/rpc/sign-up",
  input: wire.object({
    email: wire.text,
    name: wire.text,
  }),
  output: dashboardWire,
  errors: () => [users.emailTakenError],
};

/** The door for the web shop: one call for what a page needs. */
export interface Gateway {
  buy(
    input: BuyIn,
    ctx: wire.Ctx,
  ): Promise<orders.Order | orders.UnknownCustomer | orders.OutOfStock>;
  getDashboard(input: GetDashboardIn, ctx: wire.Ctx): Promise<Dashboard | NoSuchAccount>;
  signUp(input: SignUpIn, ctx: wire.Ctx): Promise<Dashboard | users.EmailTaken>;
}

/** Serves an implementation: its rpcs, its listeners, `/health` and `/ready`. */
export function router(gateway: Gateway): Hono {
  const app = wire.newApp("gateway");
  wire.handle(app, buyRpc, gateway, "buy");
  wire.handle(app, getDashboardRpc, gateway, "getDashboard");
  wire.handle(app, signUpRpc, gateway, "signUp");
  return app;
}

/** The settings of gateway. */
export interface Config {
  readonly port: number;
}

const configWire: wire.Wire<Config> = wire.renamed(
  {
    port: "PORT",
  },
  wire.object({
    port: wire.withDefault(wire.port, "8080"),
  }),
);

/** Reads the settings from the environment; throws one error that lists all that is wrong. */
export function loadConfig(env: wire.Environment = wire.environment): Config {
  return wire.loadSettings(configWire, env);
}
