// Stamped by Flywheel from the intent of `samples`. Do not edit: the next stamp overwrites it.
// flywheel:stamp v1 service=samples digest=… templates=…

import type { Hono } from "hono";

import * as wire from "./generated.wire.ts";
import * as forms from "./generated.forms.ts";

export { RemoteError, serve } from "./generated.wire.ts";
export type { Ctx, Running, Unknown, UnknownCase } from "./generated.wire.ts";

/** How it feels. */
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

/** By chance. */
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

/** Where it comes from. */
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

/** One of each. */
export interface Sample {
  id: bigint;
  flag: boolean;
  count: number;
  seen: number;
  total: bigint;
  ratio: number;
  /** What it "says". */
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

/** It is gone. */
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

export interface CountByMoodIn {}

export const countByMoodRpc: wire.Procedure<CountByMoodIn, Map<Mood, bigint>, never> = {
  path: "/rpc/count-by-mood",
  input: wire.empty,
  output: wire.map(moodWire, wire.uint64),
  errors: () => [],
};

export interface DeleteIn {
  id: bigint;
}

export const deleteRpc: wire.Procedure<DeleteIn, void, Closed> = {
  path: "/rpc/delete",
  input: wire.object({
    id: wire.int64,
  }),
  output: wire.nothing,
  errors: () => [closedError],
};

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

/** The states of `door`. */
export type DoorState = "shut" | "ajar";

/** What is in a known state of `door`. */
export type Door<S extends DoorState = DoorState> = S;

/** What the transitions of `door` ask before they are made: answered at once, from what they are given. */
export interface DoorGuards {
  /** Asked by `pull-it-shut`. */
  nobodyLooks(): boolean;
}

/** What leads from one state of `door` to another. */
export type DoorTransition = "pull-it-shut" | "push";

/** A transition of `door` that was not made; nothing has changed. */
export class DoorRefused {
  readonly code = "door-refused";
  readonly transition: DoorTransition;
  readonly state: string;
  /** The guard that said no; without one, the transition does not begin in that state. */
  readonly guard: string | undefined;

  constructor(transition: DoorTransition, state: string, guard?: string) {
    this.transition = transition;
    this.state = state;
    this.guard = guard;
  }
}

/** The state machine `door`. */
export const door = {
  /** Begins in its first state. */
  begin(): "shut" {
    return "shut";
  },

  /** Whether what was read is in one of these states. */
  is<S extends DoorState>(state: string, ...states: readonly S[]): state is S {
    return states.some((one) => one === state);
  },

  /** Leads to `shut`, where `nobody-looks` says so. */
  pullItShut(state: "ajar", guards: DoorGuards): "shut" | DoorRefused {
    if (!guards.nobodyLooks()) {
      return new DoorRefused("pull-it-shut", state, "nobody-looks");
    }
    return "shut";
  },

  /** Leads to `ajar`. */
  push(_state: "shut"): "ajar" {
    return "ajar";
  },

  /** Makes the transition of this name, or says why not: for states and names that come from outside. */
  attempt(state: string, transition: DoorTransition, guards: DoorGuards): DoorState | DoorRefused {
    switch (transition) {
      case "pull-it-shut":
        if (door.is(state, "ajar")) {
          return door.pullItShut(state, guards);
        }
        break;
      case "push":
        if (door.is(state, "shut")) {
          return door.push(state);
        }
        break;
    }
    return new DoorRefused(transition, state);
  },
};

/** The states of `mood-swing`. */
export type MoodSwingState = "calm" | "ANGRY" | "undecided";

/**
 * How a sample's mood changes.
 * By itself it never does.
 */
export interface MoodSwing<S extends MoodSwingState> extends Sample {
  readonly mood: S;
}

/** What the transitions of `mood-swing` ask before they are made: answered at once, from what they are given. */
export interface MoodSwingGuards {
  /** Asked by `tease`. */
  isTeasable(subject: Sample): boolean;
  /** Asked by `soothe`. */
  nobodyLooks(subject: Sample): boolean;
}

/** What leads from one state of `mood-swing` to another. */
export type MoodSwingTransition = "shake" | "soothe" | "tease";

/** A transition of `mood-swing` that was not made; nothing has changed. */
export class MoodSwingRefused {
  readonly code = "mood-swing-refused";
  readonly transition: MoodSwingTransition;
  readonly state: Mood;
  /** The guard that said no; without one, the transition does not begin in that state. */
  readonly guard: string | undefined;

  constructor(transition: MoodSwingTransition, state: Mood, guard?: string) {
    this.transition = transition;
    this.state = state;
    this.guard = guard;
  }
}

/** Where transitions of `mood-swing` lead that lead to different states. */
const moodSwingWays = {
  soothe: {
    ANGRY: "undecided",
    undecided: "calm",
  },
} as const;

/** The state machine `mood-swing`. */
export const moodSwing = {
  /** Begins in its first state, whatever the field held. */
  begin(subject: Sample): MoodSwing<"calm"> {
    return { ...subject, mood: "calm" };
  },

  /** Whether what was read is in one of these states. */
  is<S extends MoodSwingState>(subject: Sample, ...states: readonly S[]): subject is MoodSwing<S> {
    return states.some((state) => state === subject.mood);
  },

  /** Leads to `was-angry`. */
  shake(subject: MoodSwing<"calm" | "ANGRY" | "undecided">): MoodSwing<"ANGRY"> {
    return { ...subject, mood: "ANGRY" };
  },

  /**
   * From `was-angry` it leads to `in-between`.
   * From `in-between` it leads to `calm`, where `nobody-looks` says so.
   */
  soothe<S extends "ANGRY" | "undecided">(
    subject: MoodSwing<S>,
    guards: MoodSwingGuards,
  ): MoodSwing<(typeof moodSwingWays.soothe)[S]> | MoodSwingRefused {
    if (moodSwing.is(subject, "undecided") && !guards.nobodyLooks(subject)) {
      return new MoodSwingRefused("soothe", subject.mood, "nobody-looks");
    }
    const to = moodSwingWays.soothe;
    return { ...subject, mood: to[subject.mood] };
  },

  /**
   * It does not like that.
   * Leads to `was-angry`, where `is-teasable` says so.
   */
  tease(
    subject: MoodSwing<"calm">,
    guards: MoodSwingGuards,
  ): MoodSwing<"ANGRY"> | MoodSwingRefused {
    if (!guards.isTeasable(subject)) {
      return new MoodSwingRefused("tease", subject.mood, "is-teasable");
    }
    return { ...subject, mood: "ANGRY" };
  },

  /** Makes the transition of this name, or says why not: for states and names that come from outside. */
  attempt(
    subject: Sample,
    transition: MoodSwingTransition,
    guards: MoodSwingGuards,
  ): MoodSwing<MoodSwingState> | MoodSwingRefused {
    switch (transition) {
      case "shake":
        if (moodSwing.is(subject, "calm", "ANGRY", "undecided")) {
          return moodSwing.shake(subject);
        }
        break;
      case "soothe":
        if (moodSwing.is(subject, "ANGRY", "undecided")) {
          return moodSwing.soothe(subject, guards);
        }
        break;
      case "tease":
        if (moodSwing.is(subject, "calm")) {
          return moodSwing.tease(subject, guards);
        }
        break;
    }
    return new MoodSwingRefused(transition, subject.mood);
  },
};

/** The states of `statue`. */
export type StatueState = "standing";

/** What is in a known state of `statue`. */
export type Statue<S extends StatueState = StatueState> = S;

/** The state machine `statue`. */
export const statue = {
  /** Begins in its first state. */
  begin(): "standing" {
    return "standing";
  },

  /** Whether what was read is in one of these states. */
  is<S extends StatueState>(state: string, ...states: readonly S[]): state is S {
    return states.some((one) => one === state);
  },
};

/**
 * Every type there is.
 * The second line ends no comment: *\/
 */
export interface Samples {
  countByMood(input: CountByMoodIn, ctx: wire.Ctx): Promise<Map<Mood, bigint>>;
  delete_(input: DeleteIn, ctx: wire.Ctx): Promise<void | Closed>;
  find(input: FindIn, ctx: wire.Ctx): Promise<Sample | undefined>;
  save(input: SaveIn, ctx: wire.Ctx): Promise<Sample | LostSample | Closed>;
}

/** Serves an implementation: its rpcs, its listeners, `/health` and `/ready`. */
export function router(samples: Samples): Hono {
  const app = wire.newApp("samples");
  wire.handle(app, countByMoodRpc, samples, "countByMood");
  wire.handle(app, deleteRpc, samples, "delete_");
  wire.handle(app, findRpc, samples, "find");
  wire.handle(app, saveRpc, samples, "save");
  return app;
}

/** The events that samples publishes; a test passes its own. */
export interface SamplesEvents {
  sampleSaved(event: SampleSaved, ctx?: wire.Ctx): Promise<void>;
}

/** Sends events to every address that it is given. */
export class Publisher implements SamplesEvents {
  readonly #urls: readonly string[];

  constructor(urls: readonly string[]) {
    this.#urls = urls;
  }

  static fromEnv(env: wire.Environment = wire.environment): Publisher {
    return new Publisher(wire.eventAddresses(env));
  }

  sampleSaved(event: SampleSaved, ctx?: wire.Ctx): Promise<void> {
    return wire.publish(this.#urls, sampleSavedEvent, event, ctx);
  }
}

/** The settings of samples. */
export interface Config {
  readonly port: number;
  readonly batchSize: number;
  readonly verbose: boolean;
  readonly owner: string;
}

const configWire: wire.Wire<Config> = wire.renamed(
  {
    port: "PORT",
    batchSize: "BATCH_SIZE",
    verbose: "VERBOSE",
    owner: "OWNER",
  },
  wire.object({
    port: wire.withDefault(wire.port, "8080"),
    batchSize: wire.withDefault(wire.numberText(wire.int32), "5"),
    verbose: wire.withDefault(wire.boolText, "false"),
    owner: wire.text,
  }),
);

/** Reads the settings from the environment; throws one error that lists all that is wrong. */
export function loadConfig(env: wire.Environment = wire.environment): Config {
  return wire.loadSettings(configWire, env);
}
