// Stamped by Flywheel from the intent of `relay`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=relay digest=… templates=…

import type { Hono } from "hono";

import * as wire from "./generated.wire.ts";
import * as samples from "./generated.samples.ts";

export { RemoteError, serve } from "./generated.wire.ts";
export type { Ctx, Running, Unknown, UnknownCase } from "./generated.wire.ts";

export interface Seen {
  title: string;
  requestId: string;
  events: number;
}

export const seenWire: wire.Wire<Seen> = wire.object({
  title: wire.text,
  requestId: wire.text,
  events: wire.int32,
});

/** A value of Seen for tests. */
export function aSeen(overrides: Partial<Seen> = {}): Seen {
  return {
    title: "title",
    requestId: "request id",
    events: 1,
    ...overrides,
  };
}

export interface LastSeenIn {}

export const lastSeenRpc: wire.Procedure<LastSeenIn, Seen, never> = {
  path: "/rpc/last-seen",
  input: wire.empty,
  output: seenWire,
  errors: () => [],
};

export interface PassOnIn {
  sample: samples.Sample;
}

export const passOnRpc: wire.Procedure<
  PassOnIn,
  samples.Sample,
  samples.LostSample | samples.Closed
> = {
  path: "/rpc/pass-on",
  input: wire.object({
    sample: wire.lazy(() => samples.sampleWire),
  }),
  output: wire.lazy(() => samples.sampleWire),
  errors: () => [samples.lostSampleError, samples.closedError],
};

export interface Relay {
  lastSeen(input: LastSeenIn, ctx: wire.Ctx): Promise<Seen>;
  passOn(
    input: PassOnIn,
    ctx: wire.Ctx,
  ): Promise<samples.Sample | samples.LostSample | samples.Closed>;
  remember(event: samples.SampleSaved, ctx: wire.Ctx): Promise<void>;
}

/** Serves an implementation: its rpcs, its listeners, `/health` and `/ready`. */
export function router(relay: Relay): Hono {
  const app = wire.newApp("relay");
  wire.handle(app, lastSeenRpc, relay, "lastSeen");
  wire.handle(app, passOnRpc, relay, "passOn");
  wire.listen(app, samples.sampleSavedEvent, relay, "remember");
  return app;
}

/** The settings of relay. */
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
