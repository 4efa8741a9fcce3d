// Stamped by Flywheel from the intent of `parts`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=parts digest=… templates=…

import type { Hono } from "hono";

import * as wire from "./generated.wire.ts";
import * as bounds from "./generated.bounds.ts";
import * as forms from "./generated.forms.ts";
import * as pages from "./generated.pages.ts";
import * as patches from "./generated.patches.ts";

export { RemoteError, serve } from "./generated.wire.ts";
export type { Ctx, Running, Unknown, UnknownCase } from "./generated.wire.ts";

export type Plan = "free" | "pro" | wire.Unknown;

/** The values of Plan that this version knows. */
export const planValues = ["free", "pro"] as const;

/** Whether a value is one that this version knows. */
export function isKnownPlan(value: Plan): value is Exclude<Plan, wire.Unknown> {
  return planValues.some((known) => known === value);
}

export const planWire: wire.Wire<Plan> = wire.openEnum();

/** Who lives here. */
export interface Tenant {
  id: string;
  /** As it is called. */
  displayName: string;
  seats: bigint;
  plan: Plan;
  pin?: string | undefined;
  landlord?: Tenant | undefined;
  aNameThatIsAsLongAsAnyNameOfAFieldMayBeInHere?: string | undefined;
}

export const tenantWire: wire.Wire<Tenant> = forms.keys(
  wire.renamed(
    {
      seats: "places",
    },
    wire.object({
      id: wire.uuid,
      displayName: bounds.text(wire.text, 40),
      seats: bounds.min(wire.int64, 1n),
      plan: wire.withDefault(planWire, "pro"),
      pin: wire.optional(wire.text),
      landlord: wire.optional(wire.lazy(() => tenantWire)),
      aNameThatIsAsLongAsAnyNameOfAFieldMayBeInHere: wire.optional(
        bounds.decimalMax(wire.decimal, "10"),
      ),
    }),
  ),
  { writes: "places", newer: "seats" },
);

/** A value of Tenant for tests. */
export function aTenant(overrides: Partial<Tenant> = {}): Tenant {
  return {
    id: "00000000-0000-4000-8000-000000000001",
    displayName: "display name",
    seats: 1n,
    plan: "pro",
    ...overrides,
  };
}

/** What of Tenant is to change. What is absent stays; `null` takes away what may be absent. */
export interface TenantPatch {
  /** As it is called. */
  displayName?: string | undefined;
  seats?: bigint | undefined;
  plan?: Plan | undefined;
  pin?: string | null | undefined;
  landlord?: Tenant | null | undefined;
  aNameThatIsAsLongAsAnyNameOfAFieldMayBeInHere?: string | null | undefined;
}

export const tenantPatchWire: wire.Wire<TenantPatch> = forms.keys(
  wire.renamed(
    {
      seats: "places",
    },
    wire.object({
      displayName: patches.required(bounds.text(wire.text, 40)),
      seats: patches.required(bounds.min(wire.int64, 1n)),
      plan: patches.required(planWire),
      pin: patches.clearable(wire.text),
      landlord: patches.clearable(tenantWire),
      aNameThatIsAsLongAsAnyNameOfAFieldMayBeInHere: patches.clearable(
        bounds.decimalMax(wire.decimal, "10"),
      ),
    }),
  ),
  { writes: "places", newer: "seats" },
);

/** Tenant as it is after a patch. */
export function applyTenantPatch(value: Tenant, patch: TenantPatch): Tenant {
  return {
    ...value,
    displayName: patches.replaced(value.displayName, patch.displayName),
    seats: patches.replaced(value.seats, patch.seats),
    plan: patches.replaced(value.plan, patch.plan),
    pin: patches.changed(value.pin, patch.pin),
    landlord: patches.changed(value.landlord, patch.landlord),
    aNameThatIsAsLongAsAnyNameOfAFieldMayBeInHere: patches.changed(
      value.aNameThatIsAsLongAsAnyNameOfAFieldMayBeInHere,
      patch.aNameThatIsAsLongAsAnyNameOfAFieldMayBeInHere,
    ),
  };
}

export interface ListSeatsIn {}

export const listSeatsRpc: wire.Procedure<ListSeatsIn, pages.Page<bigint>, never> = {
  path: "/rpc/list-seats",
  input: wire.empty,
  output: pages.page(wire.int64),
  errors: () => [],
};

export interface ListTenantsIn {
  limit: number;
  cursor?: string | undefined;
}

export const listTenantsRpc: wire.Procedure<ListTenantsIn, pages.Page<Tenant>, never> = {
  path: "/rpc/list-tenants",
  input: wire.object({
    limit: wire.withDefault(wire.uint32, 20),
    cursor: wire.optional(wire.text),
  }),
  output: pages.page(tenantWire),
  errors: () => [],
};

export interface UpdateTenantIn {
  id: string;
  change: TenantPatch;
}

export const updateTenantRpc: wire.Procedure<UpdateTenantIn, Tenant, never> = {
  path: "/rpc/update-tenant",
  input: wire.object({
    id: wire.uuid,
    change: tenantPatchWire,
  }),
  output: tenantWire,
  errors: () => [],
};

export interface TenantChanged {
  id: string;
  change: TenantPatch;
}

export const tenantChangedEvent: wire.Topic<TenantChanged> = {
  service: "parts",
  event: "tenant-changed",
  data: wire.object({
    id: wire.uuid,
    change: tenantPatchWire,
  }),
};

/** A value of TenantChanged for tests. */
export function aTenantChanged(overrides: Partial<TenantChanged> = {}): TenantChanged {
  return {
    id: "00000000-0000-4000-8000-000000000001",
    change: {},
    ...overrides,
  };
}

export interface Parts {
  listSeats(input: ListSeatsIn, ctx: wire.Ctx): Promise<pages.Page<bigint>>;
  listTenants(input: ListTenantsIn, ctx: wire.Ctx): Promise<pages.Page<Tenant>>;
  updateTenant(input: UpdateTenantIn, ctx: wire.Ctx): Promise<Tenant>;
}

/** Serves an implementation: its rpcs, its listeners, `/health` and `/ready`. */
export function router(parts: Parts): Hono {
  const app = wire.newApp("parts");
  wire.handle(app, listSeatsRpc, parts, "listSeats");
  wire.handle(app, listTenantsRpc, parts, "listTenants");
  wire.handle(app, updateTenantRpc, parts, "updateTenant");
  return app;
}

/** The events that parts publishes; a test passes its own. */
export interface PartsEvents {
  tenantChanged(event: TenantChanged, ctx?: wire.Ctx): Promise<void>;
}

/** Sends events to every address that it is given. */
export class Publisher implements PartsEvents {
  readonly #urls: readonly string[];

  constructor(urls: readonly string[]) {
    this.#urls = urls;
  }

  static fromEnv(env: wire.Environment = wire.environment): Publisher {
    return new Publisher(wire.eventAddresses(env));
  }

  tenantChanged(event: TenantChanged, ctx?: wire.Ctx): Promise<void> {
    return wire.publish(this.#urls, tenantChangedEvent, event, ctx);
  }
}

/** The settings of parts. */
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
