import { languages, type Language } from "../fleet/desks.ts";

type Value = Readonly<Record<string, unknown>>;

/** A value of the entity `Everything` of test/universes/routes. */
export const everything: Value = {
  flag: true,
  count: 1,
  size: 1,
  big: "1",
  huge: "1",
  ratio: 1.5,
  name: "abc",
  mail: "a@b",
  raw: "AQ==",
  id: "00000000-0000-4000-8000-000000000001",
  at: "2026-01-01T00:00:00Z",
  day: "2026-01-01",
  wait: "1.5s",
  price: "1.50",
  any: null,
  tags: ["a"],
  counts: { a: 1 },
  byNumber: { "-1": true },
  contact: { type: "by-mail", address: "a@b" },
  plan: "free",
  orders: [],
  tag: "old",
};

const order = { id: 1, title: "tea" };

/** Values of each field, right and wrong ones. Left out are those of which a schema cannot say whether they are right. */
const values: Readonly<Record<string, readonly unknown[]>> = {
  flag: [false, "true", 1, null],
  count: [-5, 5, -6, 6, 1.5, "1", 2_147_483_648],
  size: [0, 4_294_967_295, 4_294_967_296, -1],
  big: ["-9223372036854775808", "007", "", "+1", "1.5", "x", true, null],
  huge: ["18446744073709551615", "-1", "+1", "1e3"],
  ratio: [1, -1e300, 1.6, "1"],
  name: ["", "😀😀😀", "abcd", "😀😀😀😀", 1],
  mail: ["aaa@", "b@", "", "ba@"],
  raw: ["", "AQ", "_-8", "/+8=", "A", "!!!!", "AQ==\n", 1],
  id: ["AAAAAAAA-0000-4000-8000-00000000000F", "00000000-0000-0000-0000-000000000000", "x", ""],
  at: ["2026-01-01T02:00:00.123+02:00", "2026-01-01", "2026-13-01T00:00:00Z", "now", 0],
  day: ["2024-02-29", "2026-02-29", "2026-1-1", "2026-01-01T00:00:00Z", 0],
  wait: ["0s", "1.123456789s", "1", "s", "1.s", "1.1234567890s", "1m", 1],
  price: ["12", "0.5", "1.", ".5", "1e5", "", 1],
  any: [1, "x", [null], { a: { b: [] } }, false],
  tags: [[], ["a", "b"], ["a", "b", "c"], [1], "a", null],
  counts: [{}, { a: 1, "": 2 }, { a: 1, b: 2, c: 3 }, { a: "1" }, { a: null }, []],
  byNumber: [{}, { "7": false }, { x: true }, { "1.5": true }, { "1": 1 }],
  contact: [
    { type: "by-phone", number: "1" },
    { type: "by-fax", number: 1 },
    { type: "by-mail" },
    { type: "by-mail", address: "none" },
    { type: "by-phone", number: 1 },
    { type: 1 },
    {},
    "by-mail",
    null,
  ],
  plan: ["pro", "gold", "", 1, null],
  order: [
    order,
    null,
    { ...order, plan: "gold", more: 1 },
    { id: 1 },
    { ...order, contact: 1 },
    [],
  ],
  orders: [[order, order], [null], [{}], {}],
  limit: [9, -9, 10, null, "1"],
  tag: ["", 1, null],
  nothing: [null, 1, "1"],
  unknown: [1],
};

type Change = (value: Value) => Value;

/** What may be done to a value: another one in a field, a field less, the new name of a renamed one. */
export const changes: readonly Change[] = [
  ...Object.entries(values).flatMap(([key, list]) =>
    list.map((other): Change => (value) => ({ ...value, [key]: other })),
  ),
  ...Object.keys(everything).map(
    (key): Change =>
      (value) =>
        Object.fromEntries(Object.entries(value).filter(([other]) => other !== key)),
  ),
  ({ tag, ...rest }) => ({ ...rest, label: tag }),
];

interface Exception {
  readonly name: string;
  readonly value: Value;
  /** Whether the schema takes it, and which codecs do. */
  readonly schema: boolean;
  readonly codecs: readonly Language[];
}

const except = (
  name: string,
  fields: Value,
  schema: boolean,
  codecs: readonly Language[],
): Exception => ({ name, value: { ...everything, ...fields }, schema, codecs });

/** Where schemas and codecs differ: what JSON Schema cannot say, and what codecs take besides the one form of a type. */
export const exceptions: readonly Exception[] = [
  except("the range of an i64, which travels as text", { big: "9223372036854775808" }, true, []),
  except("the range of a u64", { huge: "18446744073709551616" }, true, []),
  except("a bound of a number that travels as text", { price: "0.4" }, true, []),
  except("halves of characters", { name: "\ud800" }, true, []),
  except("the range of a key", { byNumber: { "2147483648": true } }, true, []),
  except("an i64 as a number, of which readers lose digits", { big: 7 }, false, languages),
  except("a uuid without hyphens", { id: "0".repeat(32) }, false, ["python", "rust", "typescript"]),
  except("a negative duration, which Rust has none of", { wait: "-1s" }, false, [
    "python",
    "typescript",
  ]),
  except(
    "both names of a renamed field, of which the newer counts",
    { label: "a", tag: 1 },
    false,
    ["python", "rust", "typescript"],
  ),
];
