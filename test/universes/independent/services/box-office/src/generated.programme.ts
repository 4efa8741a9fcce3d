// Stamped by Flywheel from the intent of `box-office`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=box-office digest=88c85fb9267869534ae59f2de83e9236121de0af9e07300d0696bca57aa099df templates=2fd43c853191395a

import * as wire from "./generated.wire.ts";

export type Genre = "drama" | "comedy" | "opera" | "dance" | wire.Unknown;

/** The values of Genre that this version knows. */
export const genreValues = ["drama", "comedy", "opera", "dance"] as const;

/** Whether a value is one that this version knows. */
export function isKnownGenre(value: Genre): value is Exclude<Genre, wire.Unknown> {
  return genreValues.some((known) => known === value);
}

export const genreWire: wire.Wire<Genre> = wire.openEnum();

export interface Performance {
  id: number;
  productionId: number;
  hall: string;
  startsAt: Date;
  priceCents: bigint;
}

export const performanceWire: wire.Wire<Performance> = wire.object({
  id: wire.int32,
  productionId: wire.int32,
  hall: wire.text,
  startsAt: wire.timestamp,
  priceCents: wire.int64,
});

/** A value of Performance for tests. */
export function aPerformance(overrides: Partial<Performance> = {}): Performance {
  return {
    id: 1,
    productionId: 1,
    hall: "hall",
    startsAt: new Date("2026-01-01T00:00:00Z"),
    priceCents: 1n,
    ...overrides,
  };
}

export interface Production {
  id: number;
  title: string;
  genre: Genre;
  minutes: number;
  intervalMinutes: number;
  subtitle?: string | undefined;
}

export const productionWire: wire.Wire<Production> = wire.object({
  id: wire.int32,
  title: wire.text,
  genre: genreWire,
  minutes: wire.int32,
  intervalMinutes: wire.withDefault(wire.int32, 20),
  subtitle: wire.optional(wire.text),
});

/** A value of Production for tests. */
export function aProduction(overrides: Partial<Production> = {}): Production {
  return {
    id: 1,
    title: "title",
    genre: "drama",
    minutes: 1,
    intervalMinutes: 20,
    ...overrides,
  };
}

export class UnknownPerformance {
  readonly code = "unknown-performance";
  readonly id: number;

  constructor(fields: Omit<UnknownPerformance, "code">) {
    this.id = fields.id;
  }
}

export const unknownPerformanceError = wire.declared(
  UnknownPerformance,
  "unknown-performance",
  404,
  wire.object({
    id: wire.int32,
  }),
);

export class UnknownProduction {
  readonly code = "unknown-production";
  readonly id: number;

  constructor(fields: Omit<UnknownProduction, "code">) {
    this.id = fields.id;
  }
}

export const unknownProductionError = wire.declared(
  UnknownProduction,
  "unknown-production",
  404,
  wire.object({
    id: wire.int32,
  }),
);

export interface GetPerformanceIn {
  id: number;
}

export const getPerformanceRpc: wire.Procedure<GetPerformanceIn, Performance, UnknownPerformance> =
  {
    path: "/rpc/get-performance",
    input: wire.object({
      id: wire.int32,
    }),
    output: performanceWire,
    errors: () => [unknownPerformanceError],
  };

export interface GetProductionIn {
  id: number;
}

export const getProductionRpc: wire.Procedure<GetProductionIn, Production, UnknownProduction> = {
  path: "/rpc/get-production",
  input: wire.object({
    id: wire.int32,
  }),
  output: productionWire,
  errors: () => [unknownProductionError],
};

export interface PerformanceCalledOff {
  performanceId: number;
  reason: string;
}

export const performanceCalledOffEvent: wire.Topic<PerformanceCalledOff> = {
  service: "programme",
  event: "performance-called-off",
  data: wire.object({
    performanceId: wire.int32,
    reason: wire.text,
  }),
};

/** A value of PerformanceCalledOff for tests. */
export function aPerformanceCalledOff(
  overrides: Partial<PerformanceCalledOff> = {},
): PerformanceCalledOff {
  return {
    performanceId: 1,
    reason: "reason",
    ...overrides,
  };
}

/** What is used of programme; a test passes its own. */
export interface ProgrammeApi {
  getPerformance(
    input: GetPerformanceIn,
    ctx?: wire.Ctx,
  ): Promise<Performance | UnknownPerformance>;
  getProduction(input: GetProductionIn, ctx?: wire.Ctx): Promise<Production | UnknownProduction>;
}

/** Calls programme over HTTP. Declared errors come back as values; anything else throws a RemoteError. */
export class ProgrammeClient implements ProgrammeApi {
  readonly #remote: wire.Remote;

  constructor(url: string, options: wire.ClientOptions = {}) {
    this.#remote = { ...options, service: "programme", url };
  }

  static fromEnv(env: wire.Environment = wire.environment): ProgrammeClient {
    return new ProgrammeClient(wire.addressOf("programme", "PROGRAMME_URL", env));
  }

  getPerformance(
    input: GetPerformanceIn,
    ctx?: wire.Ctx,
  ): Promise<Performance | UnknownPerformance> {
    return wire.call(this.#remote, getPerformanceRpc, input, ctx);
  }

  getProduction(input: GetProductionIn, ctx?: wire.Ctx): Promise<Production | UnknownProduction> {
    return wire.call(this.#remote, getProductionRpc, input, ctx);
  }
}
