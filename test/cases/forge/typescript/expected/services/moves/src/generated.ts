// Stamped by Flywheel from the intent of `moves`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=moves digest=… templates=…

import type { Hono } from "hono";

import * as wire from "./generated.wire.ts";
import * as bounds from "./generated.bounds.ts";
import * as forms from "./generated.forms.ts";
import * as patches from "./generated.patches.ts";

export { RemoteError, serve } from "./generated.wire.ts";
export type { Ctx, Running, Unknown, UnknownCase } from "./generated.wire.ts";

export type Plan = "free" | "premium" | "team" | wire.Unknown;

/** The values of Plan that this version knows. */
export const planValues = ["free", "premium", "team"] as const;

/** Whether a value is one that this version knows. */
export function isKnownPlan(value: Plan): value is Exclude<Plan, wire.Unknown> {
  return planValues.some((known) => known === value);
}

export const planWire: wire.Wire<Plan> = forms.values({
  pro: "premium",
  group: "team",
});

export interface ContactByLetter {
  readonly type: "by-mail";
  streetLine: string;
}

export interface ContactByPhone {
  readonly type: "by-phone";
  number: bigint;
}

export interface ContactNone {
  readonly type: "none";
}

export type Contact = ContactByLetter | ContactByPhone | ContactNone | wire.UnknownCase;

export const contactWire: wire.Wire<Contact> = forms.tags(
  wire.union({
    "by-mail": forms.keys(
      wire.renamed(
        {
          streetLine: "address",
        },
        wire.object({
          streetLine: wire.text,
        }),
      ),
      { writes: "address", newer: "streetLine" },
    ),
    "by-phone": forms.keys(
      wire.object({
        number: wire.int64,
      }),
      { writes: "number", older: "digits" },
    ),
    none: wire.empty,
  }),
  {
    "by-letter": "by-mail",
    "by-call": "by-phone",
  },
);

/** A value of ContactByLetter for tests. */
export function aContactByLetter(overrides: Partial<ContactByLetter> = {}): ContactByLetter {
  return {
    type: "by-mail",
    streetLine: "street line",
    ...overrides,
  };
}

/** A value of ContactByPhone for tests. */
export function aContactByPhone(overrides: Partial<ContactByPhone> = {}): ContactByPhone {
  return {
    type: "by-phone",
    number: 1n,
    ...overrides,
  };
}

/** A value of ContactNone for tests. */
export function aContactNone(overrides: Partial<ContactNone> = {}): ContactNone {
  return {
    type: "none",
    ...overrides,
  };
}

export interface Tenant {
  displayName: string;
  seats: number;
  plan: Plan;
  nickname?: string | undefined;
}

export const tenantWire: wire.Wire<Tenant> = forms.keys(
  wire.renamed(
    {
      displayName: "name",
      nickname: "shortName",
    },
    wire.object({
      displayName: wire.text,
      seats: wire.int32,
      plan: wire.withDefault(planWire, "premium"),
      nickname: wire.optional(wire.text),
    }),
  ),
  { writes: "name", newer: "displayName" },
  { writes: "seats", older: "places" },
  { writes: "shortName", newer: "nickname" },
);

/** A value of Tenant for tests. */
export function aTenant(overrides: Partial<Tenant> = {}): Tenant {
  return {
    displayName: "display name",
    seats: 1,
    plan: "premium",
    ...overrides,
  };
}

export interface Bill {
  count: number;
  rate: number;
  sum: string;
  code?: string | undefined;
  label: string;
  reached: Contact[];
  tenant: Tenant;
}

export const billWire: wire.Wire<Bill> = forms.keys(
  wire.renamed(
    {
      rate: "perHour",
    },
    wire.object({
      count: bounds.max(forms.asInteger(wire.int32), 9000),
      rate: forms.asNumber(wire.float64),
      sum: bounds.decimalMin(forms.asText(wire.decimal), "0"),
      code: wire.optional(bounds.text(forms.asText(wire.text), 8)),
      label: forms.asOne(wire.text),
      reached: forms.asList(wire.list(contactWire)),
      tenant: forms.asOne(tenantWire),
    }),
  ),
  { writes: "perHour", newer: "rate" },
);

/** A value of Bill for tests. */
export function aBill(overrides: Partial<Bill> = {}): Bill {
  return {
    count: 1,
    rate: 1,
    sum: "1",
    label: "label",
    reached: [],
    tenant: aTenant(),
    ...overrides,
  };
}

/** What of Bill is to change. What is absent stays; `null` takes away what may be absent. */
export interface BillPatch {
  count?: number | undefined;
  rate?: number | undefined;
  sum?: string | undefined;
  code?: string | null | undefined;
  label?: string | undefined;
  reached?: Contact[] | undefined;
  tenant?: Tenant | undefined;
}

export const billPatchWire: wire.Wire<BillPatch> = forms.keys(
  wire.renamed(
    {
      rate: "perHour",
    },
    wire.object({
      count: patches.required(bounds.max(forms.asInteger(wire.int32), 9000)),
      rate: patches.required(forms.asNumber(wire.float64)),
      sum: patches.required(bounds.decimalMin(forms.asText(wire.decimal), "0")),
      code: patches.clearable(bounds.text(forms.asText(wire.text), 8)),
      label: patches.required(forms.asOne(wire.text)),
      reached: patches.required(forms.asList(wire.list(contactWire))),
      tenant: patches.required(forms.asOne(tenantWire)),
    }),
  ),
  { writes: "perHour", newer: "rate" },
);

/** Bill as it is after a patch. */
export function applyBillPatch(value: Bill, patch: BillPatch): Bill {
  return {
    ...value,
    count: patches.replaced(value.count, patch.count),
    rate: patches.replaced(value.rate, patch.rate),
    sum: patches.replaced(value.sum, patch.sum),
    code: patches.changed(value.code, patch.code),
    label: patches.replaced(value.label, patch.label),
    reached: patches.replaced(value.reached, patch.reached),
    tenant: patches.replaced(value.tenant, patch.tenant),
  };
}

export class Gone {
  readonly code = "gone";
  readonly tenantId: bigint;

  constructor(fields: Omit<Gone, "code">) {
    this.tenantId = fields.tenantId;
  }
}

export const goneError = wire.declared(
  Gone,
  "gone",
  410,
  forms.keys(
    wire.renamed(
      {
        tenantId: "id",
      },
      wire.object({
        tenantId: wire.int64,
      }),
    ),
    { writes: "id", newer: "tenantId" },
  ),
);

export interface MoveIn {
  tenant: Tenant;
  reachedBy?: Contact | undefined;
}

export const moveRpc: wire.Procedure<MoveIn, Tenant, Gone> = {
  path: "/rpc/move",
  input: forms.keys(
    wire.renamed(
      {
        reachedBy: "contact",
      },
      wire.object({
        tenant: tenantWire,
        reachedBy: wire.optional(contactWire),
      }),
    ),
    { writes: "contact", newer: "reachedBy" },
  ),
  output: tenantWire,
  errors: () => [goneError],
};

export interface SendBillIn {
  bill: BillPatch;
  count: number;
}

export const sendBillRpc: wire.Procedure<SendBillIn, Bill, never> = {
  path: "/rpc/send-bill",
  input: wire.object({
    bill: billPatchWire,
    count: forms.asInteger(wire.uint32),
  }),
  output: billWire,
  errors: () => [],
};

export interface Moved {
  tenantId: bigint;
}

export const movedEvent: wire.Topic<Moved> = {
  service: "moves",
  event: "moved",
  data: forms.keys(
    wire.renamed(
      {
        tenantId: "id",
      },
      wire.object({
        tenantId: wire.int64,
      }),
    ),
    { writes: "id", newer: "tenantId" },
  ),
};

/** A value of Moved for tests. */
export function aMoved(overrides: Partial<Moved> = {}): Moved {
  return {
    tenantId: 1n,
    ...overrides,
  };
}

export interface Moves {
  move(input: MoveIn, ctx: wire.Ctx): Promise<Tenant | Gone>;
  sendBill(input: SendBillIn, ctx: wire.Ctx): Promise<Bill>;
}

/** Serves an implementation: its rpcs, its listeners, `/health` and `/ready`. */
export function router(moves: Moves): Hono {
  const app = wire.newApp("moves");
  wire.handle(app, moveRpc, moves, "move");
  wire.handle(app, sendBillRpc, moves, "sendBill");
  return app;
}

/** The events that moves publishes; a test passes its own. */
export interface MovesEvents {
  moved(event: Moved, ctx?: wire.Ctx): Promise<void>;
}

/** Sends events to every address that it is given. */
export class Publisher implements MovesEvents {
  readonly #urls: readonly string[];

  constructor(urls: readonly string[]) {
    this.#urls = urls;
  }

  static fromEnv(env: wire.Environment = wire.environment): Publisher {
    return new Publisher(wire.eventAddresses(env));
  }

  moved(event: Moved, ctx?: wire.Ctx): Promise<void> {
    return wire.publish(this.#urls, movedEvent, event, ctx);
  }
}

/** The settings of moves. */
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
