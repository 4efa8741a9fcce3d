import {
  derived,
  fieldName,
  pascalCase,
  snakeCase,
  spellPattern,
  typeName,
  valueName,
  variantName,
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
import { imports, textOfDoc, type Doc } from "../layout.ts";
import { isBoxed, type FieldContext } from "./fields.ts";
import { docLines, floatLiteral, rawLiteral, stringLiteral } from "./literals.ts";
import { caseOwner } from "./owners.ts";
import { pathTo, typeDoc, type Place } from "./types.ts";

/** proptest's macros take tuples of so many at most. */
const mostTogether = 10;

/** The property tests of engines, and what makes values of their inputs. */
export function engineTests(
  model: Model,
  place: Place,
  engines: readonly Engine[],
): Readonly<Record<string, Value>> {
  const plan = valuesPlan(model, place.root, engines);
  const printer = new Values(model, place);
  const shapes = plan.shapes.map((shape) => printer.shape(shape));
  const views = engines.map((engine): ValueRecord => {
    const { name, members, invariants } = enginePlan(model, engine);
    const method = valueName("rust", name);
    return {
      wire: name,
      method,
      contract: derived.engine(name),
      maker: derived.engineMaker(name),
      step: derived.engineStep(name),
      steps: `${snakeCase(name)}_steps`,
      take: `take_${snakeCase(name)}_step`,
      members: members.map((member) => ({
        ...printer.made(
          `any-${member.whole}-in`,
          member.called.takes,
          member.called.takes,
          plan.fieldsOf(member.called.input),
        ),
        variant: pascalCase(member.name),
        takes: member.called.takes,
        method: valueName("rust", member.name),
        answers: member.output !== undefined || member.errors.length > 0,
      })),
      invariants: invariants.map((one) => ({
        doc: docLines(one.text, "///").join("\n"),
        test: `${snakeCase(name)}_${snakeCase(one.name)}`,
        asked: valueName("rust", one.name),
      })),
    };
  });
  const needs = Object.fromEntries([...printer.needs].map((name) => [name, true]));
  return { shapes, engines: views, needs };
}

/** Writes strategies of proptest. They stand inside of its macros, which rustfmt leaves alone. */
class Values {
  /** The stamped helpers that were named. */
  readonly needs = new Set<string>();
  readonly #context: FieldContext;
  readonly #place: Place;

  constructor(model: Model, place: Place) {
    this.#context = { model, place, docs: false };
    this.#place = place;
  }

  #need(name: string, text: string): string {
    this.needs.add(name);
    return text;
  }

  #use = (from: string, name: string, text: string): Doc => [imports(from, name), text];

  #any(type: string): string {
    this.needs.add("any");
    return `any::<${type}>()`;
  }

  shape(shape: MadeShape): ValueRecord {
    const { type, deep } = shape;
    const path = this.#path(type);
    const head = {
      name: snakeCase(shape.name),
      type: path,
      deep,
      isEntity: type.kind === "entity",
      isEnum: type.kind === "enum",
      isUnion: type.kind === "union",
    };
    if (type.kind === "enum")
      return {
        ...head,
        values: type.enum.variants.map((one) => `${path}::${variantName("rust", one)}`),
      };
    if (deep) this.needs.add("deep");
    if (type.kind === "entity") {
      const owner = { type: path, holder: { kind: "entity", name: type.entity.name } } as const;
      const boxed = (field: GivenField): boolean =>
        isBoxed(this.#context, type.service, owner, field.type);
      return { ...head, ...this.made(shape.name, path, path, shape.fields, boxed) };
    }
    const { union } = type;
    const cases = shape.cases.map(({ name, one, ends, fields }): ValueRecord => ({
      ...this.made(name, path, `${path}::${variantName("rust", one)}`, fields, (field) =>
        isBoxed(this.#context, type.service, caseOwner(union, one), field.type),
      ),
      ends,
    }));
    const deeper = cases.some((one) => one["given"] !== "");
    return { ...head, cases, deeper, end: cases.filter((one) => one["ends"] === true) };
  }

  /** What makes one struct or case: its fields in groups that are small enough. */
  made(
    name: string,
    type: string,
    made: string,
    fields: readonly GivenField[],
    boxed: (field: GivenField) => boolean = () => false,
  ): ValueRecord {
    const all = fields.map((field) => ({
      name: fieldName("rust", field.field),
      strategy: this.#boxed(field, boxed(field)),
    }));
    const isDeep = all.some(({ strategy }) => /\bdepth\b/.test(textOfDoc(strategy)));
    return {
      given: isDeep ? "depth: u32" : "",
      name: snakeCase(name),
      type,
      made,
      braces: type === made,
      // An empty struct has braces all the same, and a case without fields has none.
      fields: all.map((field) => field.name),
      groups: all.length > mostTogether ? grouped(all) : [],
      strategies: all.length > mostTogether ? [] : all.map(asValue),
    };
  }

  #path = (type: Shape): string =>
    pathTo(this.#place, type.service, typeName("rust", shapeName(type)));

  #boxed({ given }: GivenField, boxed: boolean): Doc {
    if (!boxed) return this.#strategy(given);
    return given.kind === "optional"
      ? this.#optional(given, (item) => [item, ".prop_map(Box::new)"])
      : [this.#strategy(given), ".prop_map(Box::new)"];
  }

  #strategy(given: Given): Doc {
    switch (given.kind) {
      case "bool":
        return this.#any("bool");
      case "uuid":
        return [imports("uuid", "Uuid"), this.#any("u128"), ".prop_map(Uuid::from_u128)"];
      case "timestamp":
        return this.#need("moment", "moment()");
      case "date":
        return this.#need("day", "day()");
      case "json":
        this.needs.add("text").add("any");
        return this.#need("document", "document()");
      case "whole": {
        const [least, most] = widest[given.type];
        return given.least === least && given.most === most
          ? this.#any(given.type)
          : `${given.least}..=${given.most}${given.type}`;
      }
      case "float": {
        const { least, most } = given;
        if (least === undefined && most === undefined) return this.#need("float", "float()");
        const from = least === undefined ? "f64::MIN" : floatLiteral(String(least));
        return `${from}..=${most === undefined ? "f64::MAX" : floatLiteral(String(most))}`;
      }
      case "decimal":
        return this.#need("decimal", `decimal(${given.least}..=${given.most}, ${given.digits})`);
      case "duration":
        return this.#use(
          "std::time",
          "Duration",
          `(${given.least}..=${given.most}u64).prop_map(Duration::from_millis)`,
        );
      case "text":
        this.needs.add("any");
        return this.#need("text", `text(${given.most})`);
      case "bytes":
        return [
          imports("proptest::collection", "vec"),
          "vec(",
          this.#any("u8"),
          `, 0..=${given.most})`,
        ];
      case "matching": {
        const matching = rawLiteral(spellPattern(given.pattern, "rust"));
        return given.most === undefined
          ? matching
          : `${matching}.prop_filter("too long", |text| text.chars().count() <= ${given.most})`;
      }
      case "sample":
        return this.#use(
          "proptest::prelude",
          "Just",
          `Just(${stringLiteral(given.text)}.to_string())`,
        );
      case "patch":
        return [
          imports("proptest::prelude", "Just"),
          "Just(",
          typeDoc(this.#place, given.type),
          "::default())",
        ];
      case "shape":
        return this.#called(given);
      default:
        return this.#holder(given);
    }
  }

  #holder(given: Extract<Given, { kind: "list" | "page" | "optional" | "map" }>): Doc {
    if (given.kind === "map") return this.#map(given);
    if (given.kind === "optional") return this.#optional(given, (item) => item);
    const isPage = given.kind === "page";
    const made = isPage ? ".prop_map(pages::Page::whole)" : "";
    return this.#deeper(given, isPage ? "pages::Page::whole(Vec::new())" : "Vec::new()", (item) => [
      imports("proptest::collection", "vec"),
      "vec(",
      item,
      `, 0..=${given.most})${made}`,
    ]);
  }

  #called({ name, depth }: Extract<Given, { kind: "shape" }>): string {
    const at = { none: "", same: "depth", top: "DEPTH" }[depth];
    return `${snakeCase(name)}(${at})`;
  }

  #optional(given: Extract<Given, { kind: "optional" }>, held: (item: Doc) => Doc): Doc {
    return this.#deeper(given, "None", (item) => [
      imports("proptest", "option"),
      "option::of(",
      held(item),
      ")",
    ]);
  }

  #map(given: Extract<Given, { kind: "map" }>): Doc {
    const made: Doc = [
      imports("proptest::collection", "btree_map"),
      "btree_map(",
      this.#strategy(given.key),
      ", ",
      this.#strategy(given.value),
      `, 0..=${given.most})`,
    ];
    return given.deep
      ? [imports("std::collections", "BTreeMap"), this.#lower("BTreeMap::new()", made)]
      : made;
  }

  /** What holds more of the shape around: nothing, where that is deep enough. */
  #deeper(
    given: Extract<Given, { kind: "list" | "page" | "optional" }>,
    nothing: string,
    made: (item: Doc) => Doc,
  ): Doc {
    const whole = made(this.#strategy(given.item));
    return given.deep ? this.#lower(nothing, whole) : whole;
  }

  #lower = (nothing: string, made: Doc): Doc => [`deeper(depth, ${nothing}, |depth| `, made, ")"];
}

const asValue = ({
  name,
  strategy,
}: {
  readonly name: string;
  readonly strategy: Doc;
}): ValueRecord => ({ name, strategy: valueOf(strategy) });

function grouped(
  all: readonly { readonly name: string; readonly strategy: Doc }[],
): readonly ValueRecord[] {
  const groups: ValueRecord[] = [];
  for (let at = 0; at < all.length; at += mostTogether) {
    const some = all.slice(at, at + mostTogether);
    groups.push({
      names: some.map(({ name }) => name).join(", "),
      strategies: some.map(asValue),
    });
  }
  return groups;
}
