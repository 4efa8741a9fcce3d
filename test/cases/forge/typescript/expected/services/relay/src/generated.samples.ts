// Stamped by Flywheel from the intent of `relay`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=relay digest=… templates=…

import * as wire from "./generated.wire.ts";
import * as forms from "./generated.forms.ts";

export type Mood = "calm" | "ANGRY" | "undecided" | wire.Unknown;

/** The values of Mood that this version knows. */
export const moodValues = ["calm", "ANGRY", "undecided"] as const;

/** Whether a value is one that this version knows. */
export function isKnownMood(value: Mood): value is Exclude<Mood, wire.Unknown> {
  return moodValues.some((known) => known === value);
}

export const moodWire: wire.Wire<Mood> = forms.values({
  "in-between": "undecided",
});

export interface OriginFound {
  readonly type: "found";
  atPlace: string;
  foundOn?: string | undefined;
}

export interface OriginWasBought {
  readonly type: "bought";
  price: string;
  fromWhom: string[];
}

export interface OriginMadeOf {
  readonly type: "made-of";
  parts: Map<string, Origin>;
}

export interface OriginUnheardOf {
  readonly type: "unheard-of";
}

export type Origin =
  | OriginFound
  | OriginWasBought
  | OriginMadeOf
  | OriginUnheardOf
  | wire.UnknownCase;

export const originWire: wire.Wire<Origin> = forms.tags(
  wire.union({
    found: wire.renamed(
      {
        atPlace: "place",
      },
      wire.object({
        atPlace: wire.text,
        foundOn: wire.optional(wire.date),
      }),
    ),
    bought: wire.object({
      price: wire.decimal,
      fromWhom: wire.list(wire.text),
    }),
    "made-of": wire.object({
      parts: wire.map(
        wire.text,
        wire.lazy(() => originWire),
      ),
    }),
    "unheard-of": wire.empty,
  }),
  {
    "was-bought": "bought",
  },
);

/** A value of OriginFound for tests. */
export function aOriginFound(overrides: Partial<OriginFound> = {}): OriginFound {
  return {
    type: "found",
    atPlace: "at place",
    ...overrides,
  };
}

/** A value of OriginWasBought for tests. */
export function aOriginWasBought(overrides: Partial<OriginWasBought> = {}): OriginWasBought {
  return {
    type: "bought",
    price: "1",
    fromWhom: [],
    ...overrides,
  };
}

/** A value of OriginMadeOf for tests. */
export function aOriginMadeOf(overrides: Partial<OriginMadeOf> = {}): OriginMadeOf {
  return {
    type: "made-of",
    parts: new Map(),
    ...overrides,
  };
}

/** A value of OriginUnheardOf for tests. */
export function aOriginUnheardOf(overrides: Partial<OriginUnheardOf> = {}): OriginUnheardOf {
  return {
    type: "unheard-of",
    ...overrides,
  };
}

export interface Sample {
  id: bigint;
  flag: boolean;
  count: number;
  seen: number;
  total: bigint;
  ratio: number;
  title: string;
  data: Uint8Array;
  tracking: string;
  at: Date;
  day: string;
  lasts: number;
  price: string;
  rest: unknown;
  origin: Origin;
  mood: Mood;
  note?: string | undefined;
  names: string[];
  holes: (number | undefined)[];
  byNumber: Map<number, Mood>;
  byId: Map<bigint, Part>;
  children: Sample[];
  fullName: string;
  given: string;
}

export const sampleWire: wire.Wire<Sample> = forms.keys(
  wire.renamed(
    {
      fullName: "displayName",
      given: "GIVEN_NAME",
    },
    wire.object({
      id: wire.int64,
      flag: wire.withDefault(wire.bool, true),
      count: wire.withDefault(wire.int32, -7),
      seen: wire.uint32,
      total: wire.withDefault(wire.uint64, "18446744073709551615"),
      ratio: wire.float64,
      title: wire.withDefault(wire.text, 'a "quoted" text'),
      data: wire.bytes,
      tracking: wire.uuid,
      at: wire.timestamp,
      day: wire.date,
      lasts: wire.withDefault(wire.duration, "0.25s"),
      price: wire.decimal,
      rest: wire.json,
      origin: originWire,
      mood: wire.withDefault(moodWire, "calm"),
      note: wire.optional(wire.text),
      names: wire.withDefault(wire.list(wire.text), []),
      holes: wire.list(wire.optional(wire.int32)),
      byNumber: wire.map(wire.keyText(wire.int32), moodWire),
      byId: wire.map(
        wire.int64,
        wire.lazy(() => partWire),
      ),
      children: wire.list(wire.lazy(() => sampleWire)),
      fullName: wire.text,
      given: wire.text,
    }),
  ),
  { writes: "displayName", newer: "fullName" },
);

/** A value of Sample for tests. */
export function aSample(overrides: Partial<Sample> = {}): Sample {
  return {
    id: 1n,
    flag: true,
    count: -7,
    seen: 1,
    total: 18446744073709551615n,
    ratio: 1,
    title: 'a "quoted" text',
    data: new Uint8Array(),
    tracking: "00000000-0000-4000-8000-000000000001",
    at: new Date("2026-01-01T00:00:00Z"),
    day: "2026-01-01",
    lasts: 250,
    price: "1",
    rest: null,
    origin: aOriginFound(),
    mood: "calm",
    names: [],
    holes: [],
    byNumber: new Map(),
    byId: new Map(),
    children: [],
    fullName: "full name",
    given: "given",
    ...overrides,
  };
}

export interface Part {
  class_: string;
  default_: number;
  new_: boolean;
  owner?: Sample | undefined;
}

export const partWire: wire.Wire<Part> = wire.renamed(
  {
    class_: "class",
    default_: "default",
    new_: "new",
  },
  wire.object({
    class_: wire.text,
    default_: wire.int32,
    new_: wire.bool,
    owner: wire.optional(sampleWire),
  }),
);

/** A value of Part for tests. */
export function aPart(overrides: Partial<Part> = {}): Part {
  return {
    class_: "class",
    default_: 1,
    new_: false,
    ...overrides,
  };
}

export class Closed {
  readonly code = "closed";
}

export const closedError = wire.declared(Closed, "closed", 423, wire.empty);

export class LostSample {
  readonly code = "lost-sample";
  readonly id: bigint;
  readonly shelf: string;

  constructor(fields: Omit<LostSample, "code">) {
    this.id = fields.id;
    this.shelf = fields.shelf;
  }
}

export const lostSampleError = wire.declared(
  LostSample,
  "lost-sample",
  410,
  wire.object({
    id: wire.int64,
    shelf: wire.text,
  }),
);

export interface FindIn {
  limit: number;
  mood?: Mood | undefined;
}

export const findRpc: wire.Procedure<FindIn, Sample | undefined, never> = {
  path: "/rpc/find",
  input: wire.object({
    limit: wire.withDefault(wire.int32, 10),
    mood: wire.optional(moodWire),
  }),
  output: wire.optional(sampleWire),
  errors: () => [],
};

export interface SaveIn {
  sample: Sample;
}

export const saveRpc: wire.Procedure<SaveIn, Sample, LostSample | Closed> = {
  path: "/rpc/save",
  input: wire.object({
    sample: sampleWire,
  }),
  output: sampleWire,
  errors: () => [lostSampleError, closedError],
};

export interface SampleSaved {
  sample: Sample;
}

export const sampleSavedEvent: wire.Topic<SampleSaved> = {
  service: "samples",
  event: "sample-saved",
  data: wire.object({
    sample: sampleWire,
  }),
};

/** A value of SampleSaved for tests. */
export function aSampleSaved(overrides: Partial<SampleSaved> = {}): SampleSaved {
  return {
    sample: aSample(),
    ...overrides,
  };
}

/** What is used of samples; a test passes its own. */
export interface SamplesApi {
  find(input: FindIn, ctx?: wire.Ctx): Promise<Sample | undefined>;
  save(input: SaveIn, ctx?: wire.Ctx): Promise<Sample | LostSample | Closed>;
}

/** Calls samples over HTTP. Declared errors come back as values; anything else throws a RemoteError. */
export class SamplesClient implements SamplesApi {
  readonly #remote: wire.Remote;

  constructor(url: string, options: wire.ClientOptions = {}) {
    this.#remote = { ...options, service: "samples", url };
  }

  static fromEnv(env: wire.Environment = wire.environment): SamplesClient {
    return new SamplesClient(wire.addressOf("samples", "SAMPLES_URL", env));
  }

  find(input: FindIn, ctx?: wire.Ctx): Promise<Sample | undefined> {
    return wire.call(this.#remote, findRpc, input, ctx);
  }

  save(input: SaveIn, ctx?: wire.Ctx): Promise<Sample | LostSample | Closed> {
    return wire.call(this.#remote, saveRpc, input, ctx);
  }
}
