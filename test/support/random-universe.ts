import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  option,
  record,
  shuffledSubarray,
  tuple,
} from "fast-check";
import { buildModel, hasErrors, type Language, languages, type Model, type Source } from "#intent";
import { drawUniverse } from "./random-universe-text.ts";

/**
 * Random universes as text, for property tests of whatever reads models. A universe is first a *shape* of small numbers,
 * which fast-check can shrink; `drawUniverse` turns every shape into texts that check clean: numbers pick among what may
 * stand in a place (modulo), so no shape is invalid.
 */
export interface FieldShape {
  readonly name: string;
  readonly type: TypeShape;
  readonly option: number;
  readonly doc: boolean;
}
export interface TypeShape {
  /** Outermost first: 0 list, 1 optional, 2 map. */
  readonly wrappers: readonly number[];
  readonly pick: number;
  readonly key: number;
}
export interface ServiceShape {
  readonly name: string;
  readonly language: Language;
  readonly doc: boolean;
  readonly entities: readonly {
    readonly name: string;
    readonly fields: readonly FieldShape[];
    readonly doc: boolean;
  }[];
  readonly enums: readonly {
    readonly name: string;
    readonly variants: readonly string[];
    readonly doc: boolean;
  }[];
  readonly unions: readonly {
    readonly name: string;
    readonly cases: readonly { readonly name: string; readonly fields: readonly FieldShape[] }[];
    readonly doc: boolean;
  }[];
  readonly machines: readonly {
    readonly name: string;
    /** Which field it is for, among those that can have one; none where it is over its states alone. */
    readonly field: number | null;
    readonly states: number;
    /** Names and guards of what leads from each state to the next, and back to the first. */
    readonly ways: readonly { readonly name: number; readonly guard: number | null }[];
    readonly doc: boolean;
  }[];
  readonly aliases: readonly { readonly name: string; readonly type: TypeShape }[];
  readonly errors: readonly {
    readonly name: string;
    readonly fields: readonly FieldShape[];
    readonly status: number;
  }[];
  readonly events: readonly { readonly name: string; readonly fields: readonly FieldShape[] }[];
  readonly rpcs: readonly {
    readonly name: string;
    readonly input: readonly FieldShape[];
    readonly output: TypeShape | null;
    readonly errors: readonly number[];
    readonly doc: boolean;
    /** 0 none, 1 it answers with a page, 2 it takes a patch, 3 both; more pick whose. */
    readonly partial: number;
  }[];
  readonly tools: ServiceShape["rpcs"];
  readonly utils: ServiceShape["rpcs"];
  /** Hours of what runs each day. */
  readonly times: readonly number[];
  readonly uses: readonly { readonly service: number; readonly items: readonly number[] }[];
  readonly listens: readonly number[];
  readonly config: readonly FieldShape[];
}

export interface RandomUniverse {
  readonly sources: readonly Source[];
}

export interface RandomUniverseOptions {
  readonly servicesMin?: number;
  readonly servicesMax?: number;
  readonly languages?: readonly Language[];
  /** Whether there are tools and what runs at fixed times; no stamp is made of those yet. */
  readonly unstamped?: boolean;
  /** Whether there are unions; without a word there are. */
  readonly unions?: boolean;
  /** Whether there are state machines; without a word there are none. */
  readonly machines?: boolean;
  /** Whether there are pure functions with examples; without a word there are none. */
  readonly utils?: boolean;
  /** Whether there are pages and patches; without a word there are none. */
  readonly partial?: boolean;
}

const words = (text: string): string[] => text.split(" ");
const serviceNames = words(
  "accounts baskets cargo depot exports freight garage harbour import-desk jobs kitchen ledger",
);
const entityNames = words("Person Parcel Ticket Room Meal Shelf TreeNode HTTPRoute Crate2 Visit");
const enumNames = words("Mood Grade OrderState Colour UnitSystem");
const variantNames = words("free pro open closed in-transit v2 type none self EUR match");
const toolNames = words("find-out book-room weigh");
const utilNames = words("slugify total-of match is-open");
const unionNames = words("Contact Payment Shape");
const caseNames = words("by-mail by-phone in-cash type none v2 circle");
const machineNames = words("order-flow door moving the-way-of-a-parcel");
const aliasNames = words("Cents Nickname Lookup Trail Measure");
const errorNames = words("not-found already-there too-late no-room bad-input2");
const eventNames = words("person-arrived parcel-sent room-left level-crossed");
const rpcNames = words("find-person send-parcel list-rooms cook import delete move-to yield");
// Reserved words of all three languages are among the fields, because stamped code must survive them.
const fieldNames = words(
  "id email display-name type class self match default in for async a1 items total-cents created-at json model-name count where",
);

const typeShape: Arbitrary<TypeShape> = record({
  wrappers: array(integer({ min: 0, max: 2 }), { maxLength: 3 }),
  pick: nat(200),
  key: nat(20),
});

const fields = (min: number, max: number): Arbitrary<FieldShape[]> =>
  shuffledSubarray(fieldNames, { minLength: min, maxLength: max }).chain((names) =>
    tuple(
      ...names.map((name): Arbitrary<FieldShape> =>
        tuple(typeShape, nat(30), boolean()).map(([type, option, doc]) => ({
          name,
          type,
          option,
          doc,
        })),
      ),
    ),
  );

/** Things with distinct names out of a pool, each with a body. */
const namedFrom = <Body>(
  pool: readonly string[],
  max: number,
  body: Arbitrary<Body>,
): Arbitrary<(Body & { name: string })[]> =>
  shuffledSubarray([...pool], { maxLength: max }).chain((names) =>
    tuple(...names.map((name) => body.map((value) => ({ ...value, name })))),
  );

const calledShape = (partial: boolean): Arbitrary<Omit<ServiceShape["rpcs"][number], "name">> =>
  record({
    input: fields(0, 4),
    output: option(typeShape),
    errors: array(nat(20), { maxLength: 2 }),
    doc: boolean(),
    partial: partial ? nat(40) : constant(0),
  });
const toolShapes = namedFrom(toolNames, 2, calledShape(false));
const utilShapes = namedFrom(utilNames, 3, calledShape(false));

const unionShapes = namedFrom(
  unionNames,
  2,
  record({
    cases: shuffledSubarray(caseNames, { minLength: 1, maxLength: 4 }).chain((names) =>
      tuple(
        ...names.map((name) =>
          fields(0, 3).map((held) => ({
            name,
            // A case says under `type` which one it is.
            fields: held.filter((one) => one.name !== "type"),
          })),
        ),
      ),
    ),
    doc: boolean(),
  }),
);

const machineShapes = namedFrom(
  machineNames,
  2,
  record({
    field: option(nat(50)),
    states: integer({ min: 1, max: 5 }),
    ways: array(record({ name: nat(9), guard: option(nat(3)) }), { minLength: 5, maxLength: 5 }),
    doc: boolean(),
  }),
);

const serviceShape = (
  name: string,
  {
    languages: allowed = languages,
    unstamped = false,
    unions = true,
    machines = false,
    utils = false,
    partial = false,
  }: RandomUniverseOptions,
): Arbitrary<ServiceShape> =>
  record({
    name: constant(name),
    language: constantFrom(...allowed),
    doc: boolean(),
    entities: namedFrom(entityNames, 4, record({ fields: fields(0, 6), doc: boolean() })),
    enums: namedFrom(
      enumNames,
      2,
      record({
        variants: shuffledSubarray(variantNames, { minLength: 1, maxLength: 5 }),
        doc: boolean(),
      }),
    ),
    unions: unions ? unionShapes : constant([]),
    machines: machines ? machineShapes : constant([]),
    tools: unstamped ? toolShapes : constant([]),
    utils: utils ? utilShapes : constant([]),
    times: unstamped ? array(nat(20), { maxLength: 2 }) : constant([]),
    aliases: namedFrom(aliasNames, 2, record({ type: typeShape })),
    errors: namedFrom(
      errorNames,
      2,
      record({ fields: fields(0, 3), status: integer({ min: 400, max: 599 }) }),
    ),
    events: namedFrom(eventNames, 2, record({ fields: fields(0, 3) })),
    rpcs: namedFrom(rpcNames, 3, calledShape(partial)),
    uses: array(
      record({ service: nat(10), items: array(nat(40), { minLength: 1, maxLength: 3 }) }),
      { maxLength: 2 },
    ),
    listens: array(nat(40), { maxLength: 2 }),
    config: fields(0, 2),
  });

/** Shapes of universes, for tests that change a shape and draw it again. */
export const universeShape = (options: RandomUniverseOptions = {}): Arbitrary<ServiceShape[]> =>
  shuffledSubarray(serviceNames, {
    minLength: options.servicesMin ?? 1,
    maxLength: options.servicesMax ?? 4,
  }).chain((names) => tuple(...names.map((name) => serviceShape(name, options))));

/** Texts of a universe that checks clean: `universe.lisp` and `services/<name>/intent.lisp`. */
export const randomUniverse = (options: RandomUniverseOptions = {}): Arbitrary<RandomUniverse> =>
  universeShape(options).map((shapes) => ({ sources: drawUniverse(shapes) }));

/** The model of texts that are known to be right; throws with the diagnostics where they are not. */
export function modelOfSources(sources: readonly Source[]): Model {
  const [model, diagnostics] = buildModel(sources);
  if (model === undefined || hasErrors(diagnostics)) {
    const lines = diagnostics.map((one) => {
      const text = sources.find((source) => source.path === one.file)?.text ?? "";
      return `${one.file}: ${one.code}: ${one.message} at ${text.slice(one.span.start, one.span.end)}`;
    });
    throw new Error(`the random universe is wrong:\n${lines.join("\n")}`);
  }
  return model;
}

/** Models of random universes. */
export const randomModel = (options: RandomUniverseOptions = {}): Arbitrary<Model> =>
  randomUniverse(options).map(({ sources }) => modelOfSources(sources));
