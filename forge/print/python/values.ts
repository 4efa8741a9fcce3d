import {
  derived,
  fieldName,
  snakeCase,
  spellPattern,
  typeName,
  valueName,
  variantName,
  type Engine,
  type Model,
} from "#intent";

import { enginePlan } from "../../reach/engines.ts";
import type { ResolvedType } from "../../reach/resolve.ts";
import {
  shapeName,
  valuesPlan,
  type Given,
  type GivenField,
  type MadeShape,
  type Shape,
} from "../../reach/values.ts";
import { valueOf, type Value, type ValueRecord } from "../../template/value.ts";
import { commaList, type Doc } from "../layout.ts";
import { docstring } from "./docs.ts";
import { rawLiteral, stringLiteral } from "./literals.ts";
import { besideWire, indent, qualified, returnsDoc, typeDoc, type PythonScope } from "./types.ts";

/** The property tests of engines, and what makes values of their inputs. */
export function engineTests(
  model: Model,
  scope: PythonScope,
  wire: string,
  engines: readonly Engine[],
): Readonly<Record<string, Value>> {
  const plan = valuesPlan(model, scope.stamped, engines);
  const printer = new Values(scope, wire);
  const shapes = plan.shapes.map((shape) => printer.shape(shape));
  const views = engines.map((engine): ValueRecord => {
    const { name, members, invariants } = enginePlan(model, engine);
    const own = (type: string): Value => valueOf(qualified(scope, scope.service, type));
    return {
      wire: name,
      method: valueName("python", name),
      contract: own(derived.engine(name)),
      step: derived.engineStep(name),
      steps: `_any_${snakeCase(name)}_step`,
      options: valueOf(
        returnsDoc(members.map(({ called }) => qualified(scope, scope.service, called.takes))),
      ),
      take: `_take_${snakeCase(name)}_step`,
      members: members.map((member) => ({
        takes: own(member.called.takes),
        method: valueName("python", member.name),
        made: valueOf(
          printer.built(
            qualified(scope, scope.service, member.called.takes),
            plan.fieldsOf(member.called.input),
          ),
        ),
      })),
      invariants: invariants.map((one) => ({
        docstring: valueOf(docstring(one.text)),
        test: `test_${snakeCase(name)}_${snakeCase(one.name)}`,
        asked: valueName("python", one.name),
      })),
    };
  });
  const needs = Object.fromEntries([...printer.needs].map((name) => [name, true]));
  return { shapes, engines: views, needs };
}

type Holder = Extract<Given, { kind: "list" | "page" | "optional" | "map" }>;

/** Writes strategies of hypothesis. */
class Values {
  /** The stamped helpers that were named. */
  readonly needs = new Set<string>();
  readonly #scope: PythonScope;
  readonly #wire: string;

  constructor(scope: PythonScope, wire: string) {
    this.#scope = scope;
    this.#wire = wire;
  }

  shape({ name, type, deep, fields, cases }: MadeShape): ValueRecord {
    const path = this.#path(type);
    const head = { name: `_${snakeCase(name)}`, type: valueOf(path), deep };
    if (type.kind === "enum") {
      const values = type.enum.variants.map((one): Doc => [path, ".", variantName("python", one)]);
      return { ...head, made: valueOf(this.#call("st.sampled_from", listOf(values))) };
    }
    if (deep) this.needs.add("deep");
    if (type.kind === "entity") return { ...head, made: valueOf(this.built(path, fields)) };
    const { union, service } = type;
    return {
      ...head,
      cases: cases.map(({ one, ends, fields: held }) => ({
        ends,
        made: valueOf(
          this.built(
            qualified(this.#scope, service, derived.unionCase(union.name, one.name)),
            held,
          ),
        ),
      })),
    };
  }

  /** What makes one instance of a class. */
  built = (type: Doc, fields: readonly GivenField[]): Doc =>
    this.#help(
      "built",
      type,
      ...fields.map(({ field, given }): Doc => [
        `${fieldName("python", field)}=`,
        this.#strategy(given),
      ]),
    );

  #path = (type: Shape): Doc =>
    qualified(this.#scope, type.service, typeName("python", shapeName(type)));

  #call = (callee: string, ...items: readonly Doc[]): Doc => [
    callee,
    commaList("(", ")", items, indent),
  ];

  #help(name: string, ...items: readonly Doc[]): Doc {
    this.needs.add(name);
    return this.#call(`_${name}`, ...items);
  }

  #strategy(given: Given): Doc {
    switch (given.kind) {
      case "bool":
        return "st.booleans()";
      case "uuid":
        return "st.uuids()";
      case "timestamp":
        return this.#help("moments");
      case "date":
        return "st.dates()";
      case "json":
        return this.#help("documents");
      case "whole":
        return this.#call("st.integers", String(given.least), String(given.most));
      case "float":
        return this.#float(given);
      case "decimal":
        return this.#call(
          "st.decimals",
          stringLiteral(placed(given.least, given.digits)),
          stringLiteral(placed(given.most, given.digits)),
          `places=${given.digits}`,
        );
      case "duration":
        return this.#help("spans", String(given.least), String(given.most));
      case "text":
        return this.#call("st.text", `max_size=${given.most}`);
      case "bytes":
        return this.#call("st.binary", `max_size=${given.most}`);
      case "matching":
        return this.#matching(given);
      case "sample":
        return this.#call("st.just", stringLiteral(given.text));
      case "patch":
        return this.#help("built", this.#type(given));
      case "shape":
        return `_${snakeCase(given.name)}(${given.depth === "same" ? "depth" : ""})`;
      default:
        return this.#holder(given);
    }
  }

  #float({ least, most }: Extract<Given, { kind: "float" }>): Doc {
    const literal = (value: number): string => {
      const text = String(value).replace("e+", "e");
      return /[.e]/.test(text) ? text : `${text}.0`;
    };
    return this.#call(
      "st.floats",
      ...(least === undefined ? [] : [`min_value=${literal(least)}`]),
      ...(most === undefined ? [] : [`max_value=${literal(most)}`]),
      "allow_nan=False",
      "allow_infinity=False",
    );
  }

  #matching({ pattern, most }: Extract<Given, { kind: "matching" }>): Doc {
    const spelt = spellPattern(pattern, "rust").replaceAll(
      /\\u\{([0-9a-f]+)\}/g,
      (_, code: string) =>
        code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`,
    );
    return this.#help("matching", rawLiteral(spelt), ...(most === undefined ? [] : [String(most)]));
  }

  #type = ({ type }: { readonly type: ResolvedType }): Doc =>
    besideWire(this.#scope, this.#wire, typeDoc(this.#scope, type));

  #holder(given: Holder): Doc {
    const made = this.#held(given);
    if (!given.deep) return made;
    const nothing = this.#nothing(given);
    return this.#call("_deeper", "depth", nothing, ["lambda depth: ", made]);
  }

  #nothing(given: Holder): Doc {
    if (given.kind === "optional") return "lambda: None";
    return given.kind === "page" ? ["lambda: ", this.#type(given), "([])"] : this.#type(given);
  }

  #held(given: Holder): Doc {
    if (given.kind === "optional") return ["st.none() | ", this.#strategy(given.item)];
    const most = `max_size=${given.most}`;
    if (given.kind === "map")
      return this.#call(
        "st.dictionaries",
        this.#strategy(given.key),
        this.#strategy(given.value),
        most,
      );
    const list = this.#call("st.lists", this.#strategy(given.item), most);
    return given.kind === "list" ? list : [list, ".map(", this.#type(given), ")"];
  }
}

const listOf = (items: readonly Doc[]): Doc => commaList("[", "]", items, indent);

/** A number of the last of `digits` places as text. */
function placed(value: bigint, digits: number): string {
  const places = String(value < 0n ? -value : value).padStart(digits + 1, "0");
  return `${value < 0n ? "-" : ""}${places.slice(0, -digits)}.${places.slice(-digits)}`;
}
