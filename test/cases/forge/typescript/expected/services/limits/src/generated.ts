// Stamped by Flywheel from the intent of `limits`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=limits digest=… templates=…

import type { Hono } from "hono";

import * as wire from "./generated.wire.ts";
import * as bounds from "./generated.bounds.ts";

export { RemoteError, serve } from "./generated.wire.ts";
export type { Ctx, Running, Unknown, UnknownCase } from "./generated.wire.ts";

export interface ProofPin {
  readonly type: "pin";
  code: string;
  tries: number;
}

export interface ProofToken {
  readonly type: "token";
  text: string;
}

export type Proof = ProofPin | ProofToken | wire.UnknownCase;

export const proofWire: wire.Wire<Proof> = wire.union({
  pin: wire.object({
    code: bounds.pattern(wire.text, /^\d{4}$/u),
    tries: wire.withDefault(bounds.max(wire.uint32, 3), 3),
  }),
  token: wire.renamed(
    {
      text: "t-x-t",
    },
    wire.object({
      text: bounds.text(wire.text, 5),
    }),
  ),
});

/** A value of ProofPin for tests. */
export function aProofPin(overrides: Partial<ProofPin> = {}): ProofPin {
  return {
    type: "pin",
    code: "0000",
    tries: 3,
    ...overrides,
  };
}

/** A value of ProofToken for tests. */
export function aProofToken(overrides: Partial<ProofToken> = {}): ProofToken {
  return {
    type: "token",
    text: "text",
    ...overrides,
  };
}

export interface Member {
  name: string;
  age: number;
  points: bigint;
  ratio: number;
  fee: string;
  patience: number;
  avatar?: Uint8Array | undefined;
  tags: string[];
  notes: Map<string, Member | undefined>;
  nickname?: string | undefined;
}

export const memberWire: wire.Wire<Member> = wire.object({
  name: bounds.pattern(bounds.text(wire.text, 20), /^[A-Z][-\w '.]*$/u),
  age: bounds.max(bounds.min(wire.int32, 0), 150),
  points: bounds.max(bounds.min(wire.uint64, 1n), 9007199254740993n),
  ratio: bounds.max(bounds.min(wire.float64, -0.5), 1e21),
  fee: bounds.decimalMax(bounds.decimalMin(wire.decimal, "0.50"), "100"),
  patience: bounds.max(bounds.min(wire.duration, 2000, "2s"), 5400000, "1.5h"),
  avatar: wire.optional(bounds.bytes(wire.bytes, 3)),
  tags: bounds.items(wire.list(wire.text), 2),
  notes: bounds.items(wire.map(wire.text, wire.optional(wire.lazy(() => memberWire))), 1),
  nickname: wire.optional(bounds.text(wire.text, 1)),
});

/** A value of Member for tests. */
export function aMember(overrides: Partial<Member> = {}): Member {
  return {
    name: "A",
    age: 1,
    points: 1n,
    ratio: 1,
    fee: "1",
    patience: 2000,
    tags: [],
    notes: new Map(),
    ...overrides,
  };
}

export class TooMany {
  readonly code = "too-many";
  readonly limit: bigint;

  constructor(fields: Omit<TooMany, "code">) {
    this.limit = fields.limit;
  }
}

export const tooManyError = wire.declared(
  TooMany,
  "too-many",
  409,
  wire.object({
    limit: bounds.min(wire.int64, 1n),
  }),
);

export interface JoinIn {
  member: Member;
  password: string;
  proof?: Proof | undefined;
}

export const joinRpc: wire.Procedure<JoinIn, Member, TooMany> = {
  path: "/rpc/join",
  input: wire.object({
    member: memberWire,
    password: bounds.text(wire.text, 72),
    proof: wire.optional(proofWire),
  }),
  output: memberWire,
  errors: () => [tooManyError],
};

export interface Joined {
  name: string;
}

export const joinedEvent: wire.Topic<Joined> = {
  service: "limits",
  event: "joined",
  data: wire.object({
    name: bounds.text(wire.text, 20),
  }),
};

/** A value of Joined for tests. */
export function aJoined(overrides: Partial<Joined> = {}): Joined {
  return {
    name: "name",
    ...overrides,
  };
}

export interface Limits {
  join(input: JoinIn, ctx: wire.Ctx): Promise<Member | TooMany>;
}

/** Serves an implementation: its rpcs, its listeners, `/health` and `/ready`. */
export function router(limits: Limits): Hono {
  const app = wire.newApp("limits");
  wire.handle(app, joinRpc, limits, "join");
  return app;
}

/** The events that limits publishes; a test passes its own. */
export interface LimitsEvents {
  joined(event: Joined, ctx?: wire.Ctx): Promise<void>;
}

/** Sends events to every address that it is given. */
export class Publisher implements LimitsEvents {
  readonly #urls: readonly string[];

  constructor(urls: readonly string[]) {
    this.#urls = urls;
  }

  static fromEnv(env: wire.Environment = wire.environment): Publisher {
    return new Publisher(wire.eventAddresses(env));
  }

  joined(event: Joined, ctx?: wire.Ctx): Promise<void> {
    return wire.publish(this.#urls, joinedEvent, event, ctx);
  }
}

/** The settings of limits. */
export interface Config {
  readonly rate: number;
  readonly key: string;
  readonly wait?: number | undefined;
  readonly port: number;
}

const configWire: wire.Wire<Config> = wire.renamed(
  {
    rate: "RATE",
    key: "KEY",
    wait: "WAIT",
    port: "PORT",
  },
  wire.object({
    rate: wire.withDefault(bounds.max(bounds.min(wire.numberText(wire.float64), 0.5), 10), "1"),
    key: bounds.pattern(wire.text, /^k\//u),
    wait: wire.optional(bounds.max(wire.duration, 30000, "30s")),
    port: wire.withDefault(bounds.min(wire.port, 1024), "8080"),
  }),
);

/** Reads the settings from the environment; throws one error that lists all that is wrong. */
export function loadConfig(env: wire.Environment = wire.environment): Config {
  return wire.loadSettings(configWire, env);
}
