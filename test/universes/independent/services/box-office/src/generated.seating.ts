// Stamped by Flywheel from the intent of `box-office`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=box-office digest=88c85fb9267869534ae59f2de83e9236121de0af9e07300d0696bca57aa099df templates=2fd43c853191395a

import * as wire from "./generated.wire.ts";
import * as programme from "./generated.programme.ts";

export interface Seat {
  row: string;
  number: number;
}

export const seatWire: wire.Wire<Seat> = wire.object({
  row: wire.text,
  number: wire.int32,
});

/** A value of Seat for tests. */
export function aSeat(overrides: Partial<Seat> = {}): Seat {
  return {
    row: "row",
    number: 1,
    ...overrides,
  };
}

export interface Allocation {
  performanceId: number;
  hall: string;
  seats: Seat[];
}

export const allocationWire: wire.Wire<Allocation> = wire.object({
  performanceId: wire.int32,
  hall: wire.text,
  seats: wire.list(seatWire),
});

/** A value of Allocation for tests. */
export function aAllocation(overrides: Partial<Allocation> = {}): Allocation {
  return {
    performanceId: 1,
    hall: "hall",
    seats: [],
    ...overrides,
  };
}

export class SoldOut {
  readonly code = "sold-out";
  readonly performanceId: number;
  readonly left: number;

  constructor(fields: Omit<SoldOut, "code">) {
    this.performanceId = fields.performanceId;
    this.left = fields.left;
  }
}

export const soldOutError = wire.declared(
  SoldOut,
  "sold-out",
  409,
  wire.object({
    performanceId: wire.int32,
    left: wire.int32,
  }),
);

export interface AllocateIn {
  performanceId: number;
  party: number;
  front: boolean;
}

export const allocateRpc: wire.Procedure<
  AllocateIn,
  Allocation,
  SoldOut | programme.UnknownPerformance
> = {
  path: "/rpc/allocate",
  input: wire.object({
    performanceId: wire.int32,
    party: wire.int32,
    front: wire.withDefault(wire.bool, false),
  }),
  output: allocationWire,
  errors: () => [soldOutError, programme.unknownPerformanceError],
};

export interface ReleaseIn {
  performanceId: number;
  seats: Seat[];
}

export const releaseRpc: wire.Procedure<ReleaseIn, number, never> = {
  path: "/rpc/release",
  input: wire.object({
    performanceId: wire.int32,
    seats: wire.list(seatWire),
  }),
  output: wire.int32,
  errors: () => [],
};

/** What is used of seating; a test passes its own. */
export interface SeatingApi {
  allocate(
    input: AllocateIn,
    ctx?: wire.Ctx,
  ): Promise<Allocation | SoldOut | programme.UnknownPerformance>;
  release(input: ReleaseIn, ctx?: wire.Ctx): Promise<number>;
}

/** Calls seating over HTTP. Declared errors come back as values; anything else throws a RemoteError. */
export class SeatingClient implements SeatingApi {
  readonly #remote: wire.Remote;

  constructor(url: string, options: wire.ClientOptions = {}) {
    this.#remote = { ...options, service: "seating", url };
  }

  static fromEnv(env: wire.Environment = wire.environment): SeatingClient {
    return new SeatingClient(wire.addressOf("seating", "SEATING_URL", env));
  }

  allocate(
    input: AllocateIn,
    ctx?: wire.Ctx,
  ): Promise<Allocation | SoldOut | programme.UnknownPerformance> {
    return wire.call(this.#remote, allocateRpc, input, ctx);
  }

  release(input: ReleaseIn, ctx?: wire.Ctx): Promise<number> {
    return wire.call(this.#remote, releaseRpc, input, ctx);
  }
}
