import {
  derived,
  fieldName,
  snakeCase,
  valueName,
  type Example,
  type Field,
  type Literal,
  type Service,
  type Util,
} from "#intent";
import { stampedTests, subjects } from "../../marker.ts";
import { asksCallers } from "../../reach/auth.ts";
import { crudsOf } from "../../reach/cruds.ts";
import { resolveType, type ResolvedType } from "../../reach/resolve.ts";
import { givenTests } from "../../reach/given.ts";
import { isLookedAt, type GivenField, type ScenarioPlan } from "../../reach/scenarios.ts";
import { databaseOf } from "../../reach/tables.ts";
import type { FilePlan, StampContext } from "../../stamp.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { imports, type Doc } from "../layout.ts";
import { keeperView } from "./cruds.ts";
import { placed } from "./fit.ts";
import { docLines, stringLiteral } from "./literals.ts";
import { defaultOf } from "./samples.ts";
import type { Place } from "./types.ts";
import { engineTests } from "./values.ts";

/** The tests that an intent gives, and what they are asked of; nothing where it gives none. */
export function testFiles(context: StampContext): FilePlan[] {
  const given = givenTests(context.model, context.service);
  if (given === undefined) return [];
  const { asked: utils, scenarios, engines, whole, word } = given;
  const isAsked = utils.length > 0;
  const { name } = context.service;
  const crate = snakeCase(name);
  // Beside a module of that name, the crate is told apart by a path that starts at the outside.
  const home = crate === "subject" ? "::subject" : crate;
  const place: Place = { root: name, part: name, builders: false };
  const tests = {
    types: valueOf([
      imports(`${home}::generated`, isAsked || engines.length > 0 ? "*" : "router"),
      ...(isAsked ? [imports("subject", "Subject")] : []),
    ]),
    home,
    whole,
    ...engineTests(context.model, place, engines),
    service: name,
    authed: asksCallers(context.service),
    scenarios: scenarios.map((scenario, index) => scenarioView(scenario, index + 1)),
    utils: utils.map((util) => ({
      examples: util.examples.map((example, index) =>
        exampleView(context, place, util, example, index + 1),
      ),
    })),
  };
  return [
    { path: stampedTests.rust, kind: "stamped", pattern: "tests", scope: { tests } },
    {
      path: subjects.rust,
      kind: "scaffold",
      pattern: "subject",
      scope: { subject: { home, asked: isAsked, whole, word, cruds: inMemory(context.service) } },
    },
  ];
}

/** What a service keeps that needs a database; nothing where it needs none. */
const inMemory = (service: Service): ValueRecord[] =>
  databaseOf(service) === undefined ? [] : crudsOf(service).map(({ entity }) => keeperView(entity));

/** A scenario as the test that goes through it, in the service's own words on the wire. */
function scenarioView(scenario: ScenarioPlan, number: number): ValueRecord {
  const { text, calls } = scenario;
  const given = ({ given: one }: GivenField): string =>
    one.kind === "json"
      ? JSON.stringify(one.value)
      : `${snakeCase(one.name)}[${stringLiteral(one.key)}]`;
  return {
    test: `scenario_${number}`,
    doc: docLines(text, "///").join("\n"),
    calls: calls.map((call) => ({
      name: snakeCase(call.name),
      path: stringLiteral(call.path),
      input: call.input.map((field) => `${stringLiteral(field.key)}: ${given(field)}`),
      looked: isLookedAt(scenario, call),
      status: call.status,
      code: call.code === undefined ? "" : stringLiteral(call.code),
      fields: call.fields.map((field) => ({
        key: stringLiteral(field.key),
        value: field.given.kind === "json" ? `json!(${given(field)})` : given(field),
      })),
    })),
  };
}

/** One example as the test that asks it. */
function exampleView(
  { model }: StampContext,
  place: Place,
  util: Util,
  { input, output }: Example,
  number: number,
): ValueRecord {
  const method = valueName("rust", util.name);
  const given = (field: Field): Doc => {
    const type = resolveType(model, field.type);
    const value = input.find(({ name }) => name === field.name)?.value ?? field.default;
    return value === undefined ? "None" : valueDoc(place, type, value);
  };
  const call = `<Subject as ${derived.utilTrait(util.name)}>::${method}(input)`;
  const type = util.output === undefined ? undefined : resolveType(model, util.output);
  return {
    test: `${snakeCase(util.name)}_example_${number}`,
    takes: derived.input(util.name),
    fields: util.input.map((field) => ({
      name: fieldName("rust", field),
      value: valueOf(given(field)),
    })),
    call: valueOf(placed(4, "let answer =", call, ";")),
    truth: truthOf(type, output),
    answer: type === undefined ? "" : valueOf(expectedDoc(place, type, output)),
  };
}

/** What is asserted as it is: truth values, as clippy wants it, and empty lists, whose items nothing else tells. */
function truthOf(type: ResolvedType | undefined, output: Literal): string {
  if (type?.kind === "list" || type?.kind === "map") return "answer.is_empty()";
  if (type?.kind !== "primitive" || output.kind !== "bool") return "";
  return output.value ? "answer" : "!answer";
}

/** A value that an intent gives, as an expression of its type. */
const valueDoc = (place: Place, type: ResolvedType, value: Literal): Doc =>
  type.kind === "optional"
    ? ["Some(", valueDoc(place, type.item, value), ")"]
    : defaultOf(place, type, value);

/** What an answer is compared with: text without a copy of it. */
const expectedDoc = (place: Place, type: ResolvedType, value: Literal): Doc =>
  type.kind === "primitive" && type.name === "string" && value.kind === "string"
    ? stringLiteral(value.value)
    : valueDoc(place, type, value);
