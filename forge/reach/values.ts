import {
  typeName,
  type Case,
  type Engine,
  type Field,
  type Model,
  type Pattern,
  type PrimitiveName,
} from "#intent";
import { boundsOf, type Bound } from "./bounds.ts";
import { sampleOf, textsOf } from "./texts.ts";
import { resolveType, type ResolvedType } from "./resolve.ts";

/** What declares values of a shape of its own. */
export type Shape = Extract<ResolvedType, { kind: "entity" | "enum" | "union" }>;

/** What any value of a type is made of: its type and its bounds, as generators of all languages say them. */
export type Given =
  | { readonly kind: "bool" | "uuid" | "timestamp" | "date" | "json" }
  | {
      readonly kind: "whole";
      readonly type: "i32" | "i64" | "u32" | "u64";
      readonly least: bigint;
      readonly most: bigint;
    }
  | { readonly kind: "float"; readonly least?: number; readonly most?: number }
  /** A whole number of the last of `digits` decimal places. */
  | {
      readonly kind: "decimal";
      readonly least: bigint;
      readonly most: bigint;
      readonly digits: number;
    }
  /** In milliseconds. */
  | { readonly kind: "duration"; readonly least: bigint; readonly most: bigint }
  | { readonly kind: "text" | "bytes"; readonly most: number }
  | { readonly kind: "matching"; readonly pattern: Pattern; readonly most?: number }
  | { readonly kind: "sample"; readonly text: string }
  | {
      readonly kind: "list" | "page";
      readonly type: ResolvedType;
      readonly item: Given;
      readonly most: number;
      readonly deep: boolean;
    }
  | {
      readonly kind: "optional";
      readonly type: ResolvedType;
      readonly item: Given;
      readonly deep: boolean;
    }
  | {
      readonly kind: "map";
      readonly type: ResolvedType;
      readonly key: Given;
      readonly value: Given;
      readonly most: number;
      readonly deep: boolean;
    }
  | { readonly kind: "patch"; readonly type: Extract<ResolvedType, { kind: "patch" }> }
  /** `depth` is said of what holds itself: as deep as it was around, or from the top. */
  | {
      readonly kind: "shape";
      readonly type: Shape;
      readonly name: string;
      readonly depth: "none" | "same" | "top";
    };

export interface GivenField {
  readonly field: Field;
  readonly type: ResolvedType;
  readonly given: Given;
}

/** A shape of which values are made, under the name of what makes them: `any-line`, of another service `any-users-line`. */
export interface MadeShape {
  readonly name: string;
  readonly type: Shape;
  /** Whether a value of it can hold another one. */
  readonly deep: boolean;
  /** Of an entity. */
  readonly fields: readonly GivenField[];
  /** Of a union. */
  readonly cases: readonly {
    readonly name: string;
    readonly one: Case;
    /** Whether it leads to an end. */
    readonly ends: boolean;
    readonly fields: readonly GivenField[];
  }[];
}

/** All that tests of engines need any value of. */
export interface ValuesPlan {
  readonly shapes: readonly MadeShape[];
  readonly fieldsOf: (fields: readonly Field[]) => readonly GivenField[];
}

/** Values do not grow large: what is wrong shows in small ones, and a person reads them. */
const mostItems = 3;
const usualSize = 20;
const mostSize = 100;
const daysMs = 1000n * 24n * 60n * 60n * 1000n;

const symbolOf = (type: Shape): string => `${type.service}/${shapeName(type)}`;

/** The name of the type in the intent. */
export const shapeName = (type: Shape): string =>
  type.kind === "entity"
    ? type.entity.name
    : type.kind === "enum"
      ? type.enum.name
      : type.union.name;

/** The shapes that the inputs of engines reach, and how values of them are made. */
export function valuesPlan(model: Model, own: string, engines: readonly Engine[]): ValuesPlan {
  const reached = new Reached(model);
  const inputs = engines.flatMap(({ members }) => members.flatMap(({ input }) => input));
  for (const field of inputs) reached.add(resolveType(model, field.type));
  const names = namesOf(own, reached.shapes);
  const make = (around: Shape | undefined) => new Maker(model, reached, names, around);
  return {
    fieldsOf: (fields) => make(undefined).fields(fields),
    shapes: reached.shapes.map((type): MadeShape => {
      const name = names.get(symbolOf(type)) ?? "";
      const maker = make(type);
      return {
        name,
        type,
        deep: reached.holdsItself(type),
        fields: type.kind === "entity" ? maker.fields(type.entity.fields) : [],
        cases:
          type.kind === "union"
            ? type.union.cases.map((one) => ({
                name: `${name}-${one.name}`,
                one,
                ends: one.name === type.sample.name,
                fields: maker.fields(one.fields),
              }))
            : [],
      };
    }),
  };
}

/** Each shape's name among what makes values; one that is taken gets a number. */
function namesOf(own: string, shapes: readonly Shape[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    shapes.map((type) => {
      const whose = type.service === own ? "" : `${type.service}-`;
      const plain = `any-${whose}${typeName("rust", shapeName(type))}`;
      let name = plain;
      for (let next = 2; taken.has(name.toLowerCase()); next++) name = `${plain}-${next}`;
      taken.add(name.toLowerCase());
      return [symbolOf(type), name];
    }),
  );
}

/** The types that a type is made of. */
function partsOf(model: Model, type: ResolvedType): readonly ResolvedType[] {
  switch (type.kind) {
    case "list":
    case "optional":
    case "page":
      return [type.item];
    case "map":
      return [type.key, type.value];
    case "entity":
      return type.entity.fields.map((field) => resolveType(model, field.type));
    case "union":
      return type.union.cases.flatMap(({ fields }) =>
        fields.map((field) => resolveType(model, field.type)),
      );
    default:
      return [];
  }
}

const isShape = (type: ResolvedType): type is Shape =>
  type.kind === "entity" || type.kind === "enum" || type.kind === "union";

/** The shapes that types reach, each once, and which of them hold each other. */
class Reached {
  readonly #model: Model;
  readonly #found = new Map<string, Shape>();
  readonly #inside = new Map<string, ReadonlySet<string>>();

  constructor(model: Model) {
    this.#model = model;
  }

  add(type: ResolvedType): void {
    if (isShape(type)) {
      if (this.#found.has(symbolOf(type))) return;
      this.#found.set(symbolOf(type), type);
    }
    for (const part of partsOf(this.#model, type)) this.add(part);
  }

  /** By name, so that the order of forms shows nowhere. */
  get shapes(): readonly Shape[] {
    return [...this.#found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, type]) => type);
  }

  #insideOf(type: Shape): ReadonlySet<string> {
    const known = this.#inside.get(symbolOf(type));
    if (known !== undefined) return known;
    const inside = new Set<string>();
    const pending: ResolvedType[] = [type];
    for (let at = 0; at < pending.length; at++) {
      const one = pending[at];
      if (one === undefined) continue;
      for (const part of partsOf(this.#model, one)) {
        if (isShape(part)) {
          if (inside.has(symbolOf(part))) continue;
          inside.add(symbolOf(part));
        }
        pending.push(part);
      }
    }
    this.#inside.set(symbolOf(type), inside);
    return inside;
  }

  holdsItself = (type: Shape): boolean => this.#insideOf(type).has(symbolOf(type));

  /** Whether each of the two can hold the other. */
  inCircle = (one: Shape, other: Shape): boolean =>
    this.#insideOf(one).has(symbolOf(other)) && this.#insideOf(other).has(symbolOf(one));
}

/** Says what fields are made of, inside of a shape or outside of all. */
class Maker {
  readonly #model: Model;
  readonly #reached: Reached;
  readonly #names: ReadonlyMap<string, string>;
  readonly #around: Shape | undefined;

  constructor(
    model: Model,
    reached: Reached,
    names: ReadonlyMap<string, string>,
    around: Shape | undefined,
  ) {
    this.#model = model;
    this.#reached = reached;
    this.#names = names;
    this.#around = around;
  }

  fields = (fields: readonly Field[]): readonly GivenField[] =>
    fields.map((field) => {
      const type = resolveType(this.#model, field.type);
      return { field, type, given: this.#given(type, boundsOf(field, type)) };
    });

  /** A field's own bounds hold for what it may hold, and not for what is inside of that. */
  #given(type: ResolvedType, bounds: readonly Bound[]): Given {
    const length = bounds.find((bound) => bound.kind === "length")?.most;
    const most = Math.min(length ?? mostItems, mostItems);
    switch (type.kind) {
      case "primitive":
        return leafOf(type.name, bounds);
      case "optional": {
        const item = this.#given(type.item, bounds);
        return { kind: "optional", type, item, deep: this.#isDeep(item) };
      }
      case "list":
      case "page": {
        const item = this.#given(type.item, []);
        return { kind: type.kind, type, item, most, deep: this.#isDeep(item) };
      }
      case "map": {
        const [key, value] = [this.#given(type.key, []), this.#given(type.value, [])];
        return { kind: "map", type, key, value, most, deep: this.#isDeep(value) };
      }
      case "patch":
        return { kind: "patch", type };
      case "file":
        throw new Error("no file is made up, which the model's checks see to");
      default:
        return { kind: "shape", type, name: this.#nameOf(type), depth: this.#depthOf(type) };
    }
  }

  #nameOf = (type: Shape): string => this.#names.get(symbolOf(type)) ?? "";

  #depthOf(type: Shape): "none" | "same" | "top" {
    if (!this.#reached.holdsItself(type)) return "none";
    const around = this.#around;
    return around !== undefined && this.#reached.inCircle(around, type) ? "same" : "top";
  }

  #isDeep(given: Given): boolean {
    if (given.kind === "shape") return given.depth === "same";
    return "deep" in given && given.deep;
  }
}

/** What the whole numbers of a type reach from and to. */
export const widest = {
  i32: [-(2n ** 31n), 2n ** 31n - 1n],
  u32: [0n, 2n ** 32n - 1n],
  i64: [-(2n ** 63n), 2n ** 63n - 1n],
  u64: [0n, 2n ** 64n - 1n],
} as const;

type Limit = Extract<Bound, { kind: "min" | "max" }>;

function leafOf(type: PrimitiveName, bounds: readonly Bound[]): Given {
  const limit = (kind: Limit["kind"]): string | undefined =>
    bounds.find((bound): bound is Limit => bound.kind === kind)?.text;
  const [least, most] = [limit("min"), limit("max")];
  switch (type) {
    case "i32":
    case "i64":
    case "u32":
    case "u64": {
      const [lowest, highest] = widest[type];
      return { kind: "whole", type, least: BigInt(least ?? lowest), most: BigInt(most ?? highest) };
    }
    case "f64":
      return {
        kind: "float",
        ...(least === undefined ? {} : { least: Number(least) }),
        ...(most === undefined ? {} : { most: Number(most) }),
      };
    case "decimal":
      return decimalOf(least, most);
    case "duration":
      return {
        kind: "duration",
        least: scaled(least ?? "0s", 3, "up"),
        most:
          most === undefined ? scaled(least ?? "0s", 3, "up") + daysMs : scaled(most, 3, "down"),
      };
    case "string":
      return textOf(bounds);
    case "bytes":
      return { kind: "bytes", most: sizeIn(bounds) };
    default:
      return { kind: type };
  }
}

const sizeIn = (bounds: readonly Bound[]): number =>
  Math.min(mostSize, bounds.find((bound) => bound.kind === "length")?.most ?? usualSize);

function textOf(bounds: readonly Bound[]): Given {
  const length = bounds.find((bound) => bound.kind === "length")?.most;
  const found = bounds.find((bound) => bound.kind === "pattern");
  if (found === undefined) return { kind: "text", most: sizeIn(bounds) };
  const pattern = textsOf(found.pattern);
  const sample = sampleOf(found.pattern);
  return pattern === undefined && sample !== undefined
    ? { kind: "sample", text: sample }
    : {
        kind: "matching",
        pattern: pattern ?? found.pattern,
        ...(length === undefined ? {} : { most: length }),
      };
}

/** Digits behind the point that decimals are tried with, where bounds say no more. */
const usualDigits = 4;
const farAway = 10n ** 15n;

function decimalOf(least: string | undefined, most: string | undefined): Given {
  const said = [least, most].map((text) => text?.split(".")[1]?.length ?? 0);
  const digits = Math.max(usualDigits, ...said);
  const lowest = least === undefined ? undefined : scaled(least, digits, "up");
  const highest = most === undefined ? undefined : scaled(most, digits, "down");
  return {
    kind: "decimal",
    digits,
    least: lowest ?? (highest === undefined || highest > 0n ? -farAway : highest - farAway),
    most: highest ?? (lowest === undefined || lowest < 0n ? farAway : lowest + farAway),
  };
}

/** A decimal text, or a duration on the wire, in units of its `digits`th place. */
function scaled(text: string, digits: number, round: "up" | "down"): bigint {
  const [, sign = "", whole = "0", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?s?$/.exec(text) ?? [];
  const kept = BigInt(whole + fraction.slice(0, digits).padEnd(digits, "0"));
  const rest = /[1-9]/.test(fraction.slice(digits)) ? 1n : 0n;
  if (sign === "-") return -(kept + (round === "down" ? rest : 0n));
  return kept + (round === "up" ? rest : 0n);
}
