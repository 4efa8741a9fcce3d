import {
  camelCase,
  derived,
  fieldName,
  spellPattern,
  typeName,
  valueName,
  variantWireName,
  type Engine,
  type Model,
} from "#intent";
import { enginePlan } from "../../reach/engines.ts";
import {
  shapeName,
  valuesPlan,
  widest,
  type Given,
  type GivenField,
  type MadeShape,
  type Shape,
} from "../../reach/values.ts";
import { valueOf, type Value, type ValueRecord } from "../../template/value.ts";
import { choice, commaList, group, line, nest, softline, type Doc } from "../layout.ts";
import { objectDoc, unionAlias } from "./declare.ts";
import { bigintLiteral, numberLiteral, stringLiteral } from "./literals.ts";
import { moduleName } from "./types.ts";

/** The property tests of engines, and what makes values of their inputs. */
export function engineTests(
  model: Model,
  own: string,
  engines: readonly Engine[],
): Readonly<Record<string, Value>> {
  const plan = valuesPlan(model, own, engines);
  const printer = new Values(own);
  const shapes = plan.shapes.map((shape) => printer.shape(shape));
  const views = engines.map((engine): ValueRecord => {
    const { name, members, invariants } = enginePlan(model, engine);
    return {
      wire: name,
      method: valueName("typescript", name),
      contract: derived.engine(name),
      step: derived.engineStep(name),
      steps: `any${derived.engineStep(name)}`,
      options: valueOf(
        unionAlias(
          members.map((member) => {
            const call = stringLiteral(valueName("typescript", member.name));
            return `{ readonly call: ${call}; readonly input: generated.${member.called.takes} }`;
          }),
        ),
      ),
      take: `take${derived.engineStep(name)}`,
      members: members.map((member) => ({
        name: valueName("typescript", member.name),
        tag: valueOf(stringLiteral(valueName("typescript", member.name))),
        takes: member.called.takes,
        input: valueOf(printer.record(plan.fieldsOf(member.called.input))),
      })),
      invariants: invariants.map((one) => ({
        title: valueOf(stringLiteral(`${name}: ${one.text}`)),
        asked: valueName("typescript", one.name),
      })),
    };
  });
  const needs = Object.fromEntries([...printer.needs].map((name) => [name, true]));
  const modules = [...printer.modules]
    .toSorted()
    .map((service) => ({ name: moduleName(service), service }));
  return { shapes, engines: views, needs, modules };
}

/** Writes arbitraries of fast-check. */
class Values {
  /** The stamped helpers that were named. */
  readonly needs = new Set<string>();
  /** Other services whose types were named. */
  readonly modules = new Set<string>();
  readonly #own: string;

  constructor(own: string) {
    this.#own = own;
  }

  shape({ name, type, deep, fields, cases }: MadeShape): ValueRecord {
    const head = { name: camelCase(name), type: this.#path(type), deep };
    if (type.kind === "enum") {
      const values = type.enum.variants.map((one) => stringLiteral(variantWireName(one)));
      return { ...head, made: valueOf(this.#call("fc.constantFrom", values)) };
    }
    if (deep) this.needs.add("deep");
    if (type.kind === "entity") return { ...head, made: valueOf(this.record(fields)) };
    return {
      ...head,
      cases: cases.map(({ one, ends, fields: held }) => ({
        ends,
        made: valueOf(this.record(held, stringLiteral(variantWireName(one)))),
      })),
    };
  }

  /** What makes an object; the case of a union says which it is. */
  record(fields: readonly GivenField[], tag?: string): Doc {
    const made = fields.map(({ field, given }): Doc => [
      fieldName("typescript", field),
      ": ",
      this.#arbitrary(given),
    ]);
    const tagged = tag === undefined ? [] : [`type: fc.constant(${tag} as const)`];
    return ["fc.record(", objectDoc([...tagged, ...made]), ")"];
  }

  #path(type: Shape): string {
    const name = typeName("typescript", shapeName(type));
    if (type.service === this.#own) return `generated.${name}`;
    this.modules.add(type.service);
    return `${moduleName(type.service)}.${name}`;
  }

  #call = (callee: string, items: readonly Doc[]): Doc => [callee, commaList("(", ")", items, 2)];

  #help(name: string, ...items: readonly Doc[]): Doc {
    this.needs.add(name);
    return this.#call(name, items);
  }

  #arbitrary(given: Given): Doc {
    switch (given.kind) {
      case "bool":
        return "fc.boolean()";
      case "uuid":
        return "fc.uuid()";
      case "timestamp":
        return this.#help("moment");
      case "date":
        this.needs.add("moment");
        return this.#help("day");
      case "json":
        return this.#help("json");
      case "whole":
        return this.#whole(given);
      case "float": {
        const { least, most } = given;
        const from = least === undefined ? "-Number.MAX_VALUE" : numberLiteral(String(least));
        const to = most === undefined ? [] : [numberLiteral(String(most))];
        return this.#help(
          "float",
          ...(least === undefined && most === undefined ? [] : [from]),
          ...to,
        );
      }
      case "decimal":
        return this.#help("decimal", `${given.least}n`, `${given.most}n`, String(given.digits));
      case "duration":
        return this.#help("whole", String(given.least), String(given.most));
      case "text":
        return this.#help("text", String(given.most));
      case "bytes":
        return this.#help("bytes", String(given.most));
      case "matching": {
        const spelt = spellPattern(given.pattern, "ecmascript").replaceAll("/", String.raw`\/`);
        const most = given.most === undefined ? [] : [String(given.most)];
        return this.#help("matching", `/^(?:${spelt})$/u`, ...most);
      }
      case "sample":
        return `fc.constant(${stringLiteral(given.text)})`;
      case "patch":
        return "fc.record({})";
      case "shape":
        return `${camelCase(given.name)}(${given.depth === "same" ? "depth" : ""})`;
      default:
        return this.#holder(given);
    }
  }

  #whole({ type, least, most }: Extract<Given, { kind: "whole" }>): Doc {
    const [lowest, highest] = widest[type];
    const isBig = type === "i64" || type === "u64";
    const literal = (value: bigint): string =>
      isBig ? bigintLiteral(String(value)) : numberLiteral(String(value));
    if (!isBig) return this.#help("whole", literal(least), literal(most));
    if (least === lowest && most === highest && type === "i64") return this.#help("large");
    return this.#help("large", literal(least), literal(most));
  }

  #holder(given: Extract<Given, { kind: "list" | "page" | "optional" | "map" }>): Doc {
    const holders = { list: "list", page: "page", optional: "maybe", map: "byKey" };
    const inside =
      given.kind === "map"
        ? [this.#arbitrary(given.key), this.#arbitrary(given.value)]
        : [this.#arbitrary(given.item)];
    if (given.kind === "page") this.needs.add("list");
    const most = given.kind === "optional" ? [] : [String(given.most)];
    const made = this.#help(holders[given.kind], ...inside, ...most);
    if (!given.deep) return made;
    const nothing = { list: "[]", page: "{ items: [] }", optional: "undefined", map: "new Map()" };
    // A function that comes last stays where it begins, and breaks behind its arrow.
    return group([
      `deeper(depth, ${nothing[given.kind]}, (depth) =>`,
      nest(2, [line, made]),
      choice(",", ""),
      softline,
      ")",
    ]);
  }
}
