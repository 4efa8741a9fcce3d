import * as fc from "fast-check";
import { defaults, type Wire } from "./echo-values.ts";

/** Values on the wire of the echo universe's types, edges often among them; each comes back as it was. */
const signed64 = fc
  .oneof(
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.constantFrom(
      0n,
      -1n,
      2n ** 53n,
      2n ** 53n + 1n,
      -(2n ** 53n) - 1n,
      2n ** 63n - 1n,
      -(2n ** 63n),
    ),
  )
  .map(String);
const unsigned64 = fc
  .oneof(
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    fc.constantFrom(0n, 2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n),
  )
  .map(String);
const signed32 = fc.oneof(fc.integer(), fc.constantFrom(0, -1, 2 ** 31 - 1, -(2 ** 31)));
const unsigned32 = fc.oneof(fc.nat({ max: 2 ** 32 - 1 }), fc.constantFrom(0, 2 ** 31, 2 ** 32 - 1));
/** JSON has one zero. */
const float = fc
  .oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(
      0,
      5e-324,
      2.2250738585072014e-308,
      Number.MAX_VALUE,
      0.1 + 0.2,
      1e21,
      1e-7,
      2 ** 53,
    ),
  )
  .map((drawn) => (Object.is(drawn, -0) ? 0 : drawn));
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({ unit: "grapheme", maxLength: 10 }),
  fc.constantFrom(
    "",
    "\0",
    "e\u0301\u0323",
    "\u{1F469}\u200D\u{1F680}",
    "\u{10FFFF}\u{10000}",
    "\u202Eabc\u2028\uFEFF",
    "null",
    '"\\/',
  ),
);
const bytes = fc
  .uint8Array({ maxLength: 20 })
  .map((drawn) => Buffer.from(drawn).toString("base64"));
const uuid = fc.oneof(fc.uuid(), fc.constant("00000000-0000-0000-0000-000000000000"));
const moment = fc
  .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
  .map((drawn) => drawn.toISOString());
const day = moment.map((drawn) => drawn.slice(0, 10));
/** Spans to the microsecond, which all languages keep. */
const spanOf = (maxSeconds: number): fc.Arbitrary<string> =>
  fc.tuple(fc.nat({ max: maxSeconds }), fc.nat({ max: 999_999 })).map(([seconds, micros]) => {
    const decimals = micros === 0 ? "" : `.${String(micros).padStart(6, "0").replace(/0+$/, "")}`;
    return `${seconds}${decimals}s`;
  });
/** At most 28 digits, which Rust's decimals have. */
const decimal = fc
  .tuple(
    fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
    fc.nat({ max: 10 ** 9 - 1 }),
    fc.nat({ max: 9 }),
  )
  .map(([whole, part, digits]) =>
    digits === 0 ? String(whole) : `${whole}.${String(part).padStart(9, "0").slice(0, digits)}`,
  );
/** Known values of an enum, and text that nobody knows. */
const mood = fc.oneof(fc.constantFrom("calm", "WILD"), text);
const json = fc
  .jsonValue({ maxDepth: 4 })
  .map((drawn): unknown => JSON.parse(JSON.stringify(drawn)));

/** Absent more often than not, where it may be. */
const maybe = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(item, { nil: undefined, freq: 1 });
const few = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(item, { maxLength: 3 });
const byKey = (key: fc.Arbitrary<string>, item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.dictionary(key, item, { maxKeys: 3 });

const { inner, shape } = fc.letrec<{ inner: Wire; shape: Wire }>((tie) => ({
  inner: fc.record(
    { label: text, weight: float, inner: tie("inner") },
    { requiredKeys: ["label"] },
  ),
  shape: fc.oneof(
    { maxDepth: 12, depthSize: "small", withCrossShrink: true },
    fc.constant({ type: "empty" }),
    fc.record({ type: fc.constant("circle"), radius: float }),
    // A case that nobody knows keeps all that arrived.
    fc.record({ type: text.map((drawn) => `never ${drawn}`), more: json }),
    fc.record({ type: fc.constant("not-any"), of: tie("shape") }),
    fc.record({
      type: fc.constant("sum"),
      parts: few(tie("shape")),
      label: text,
      largePart: signed64,
    }),
  ),
}));

/** One of everything, with the defaults that every answer has. */
const everything = fc
  .record({
    flag: fc.boolean(),
    small: signed32,
    large: signed64,
    natural: unsigned32,
    huge: unsigned64,
    ratio: float,
    text,
    raw: bytes,
    id: uuid,
    moment,
    day,
    span: spanOf(10 ** 9),
    price: decimal,
    anything: json,
    mood,
    inner,
    shape,
    shapes: byKey(text, shape),
    maybeShape: maybe(shape),
    many: few(inner),
    numbers: fc.oneof(
      { weight: 30, arbitrary: few(signed64) },
      { weight: 1, arbitrary: fc.array(signed64, { minLength: 500, maxLength: 1_000 }) },
    ),
    byName: byKey(text, unsigned64),
    byNumber: byKey(signed64, inner),
    bySmall: byKey(signed32.map(String), text),
    byId: byKey(uuid, fc.option(fc.boolean(), { nil: null })),
    byMood: byKey(mood, few(moment)),
    maybe: maybe(signed64),
    maybeDays: maybe(few(day)),
    maybeByDay: maybe(byKey(day, moment)),
    maybeMood: maybe(mood),
    defaulted: maybe(signed64),
    defaultMood: maybe(mood),
    defaultPrice: maybe(decimal),
    sp_elt: text,
  })
  .map((drawn): Wire => ({ ...defaults, ...JSON.parse(JSON.stringify(drawn)) }));

/** Values within bounds, and at them. */
const held = fc
  .record({
    cents: fc
      .oneof(fc.bigInt({ min: -7n, max: 2n ** 53n + 1n }), fc.constantFrom(-7n, 2n ** 53n + 1n))
      .map(String),
    name: fc
      .string({ unit: "binary", maxLength: 5 })
      .map((drawn) => [...drawn].slice(0, 5).join("")),
    code: fc.stringMatching(/^[a-z]{1,3}$/),
    many: fc.array(unsigned32, { maxLength: 4 }),
    wait: fc.oneof(spanOf(9), fc.constantFrom("0s", "10s")),
    share: maybe(
      fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }).map(Math.abs), fc.constantFrom(0, 1)),
    ),
    pins: fc.dictionary(text, signed64, { maxKeys: 3 }),
  })
  .map((drawn): Wire => JSON.parse(JSON.stringify(drawn)));

/** A batch of as many values of everything, as many within bounds, and as many cases that may be missing. */
export const batchOf = (count: number): fc.Arbitrary<Wire> => {
  const length = { minLength: count, maxLength: count };
  return fc.record({
    values: fc.array(everything, length),
    held: fc.array(held, length),
    shapes: fc.array(fc.option(shape, { nil: null }), length),
  });
};
