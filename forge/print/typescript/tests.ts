import {
  camelCase,
  fieldName,
  pascalCase,
  valueName,
  type Example,
  type Literal,
  type Util,
} from "#intent";
import { stampedTests, subjects } from "../../marker.ts";
import { asksCallers } from "../../reach/auth.ts";
import { hasDeliveries } from "../../reach/deliveries.ts";
import { resolveType, type ResolvedType } from "../../reach/resolve.ts";
import { givenTests } from "../../reach/given.ts";
import { isLookedAt, type GivenField, type ScenarioPlan } from "../../reach/scenarios.ts";
import type { FilePlan, StampContext } from "../../stamp.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { keyLiteral } from "./codecs.ts";
import { tabledViews } from "./cruds.ts";
import { stringLiteral } from "./literals.ts";
import { codeLiteral } from "./samples.ts";
import { engineTests } from "./values.ts";

/** The tests that an intent gives, and what they are asked of; nothing where it gives none. */
export function testFiles({ model, service }: StampContext): FilePlan[] {
  const given = givenTests(model, service);
  if (given === undefined) return [];
  const { asked, scenarios, engines, whole, word } = given;
  const isAsked = asked.length > 0;
  const resolve = (type: Parameters<typeof resolveType>[1]): ResolvedType =>
    resolveType(model, type);
  const scope = {
    decimals: asked.some((util) => util.examples.length > 0 && isDecimal(resolve, util)),
    api: pascalCase(service.name),
    literal: valueOf(stringLiteral(service.name)),
    authed: asksCallers(service),
    delivers: hasDeliveries(service),
    isAsked,
    whole,
    word,
    ...engineTests(model, service.name, engines),
    scenarios: scenarios.map(scenarioView),
    asked: asked.map(({ name }) => valueOf(stringLiteral(valueName("typescript", name)))),
    utils: asked.map((util) => ({
      name: valueName("typescript", util.name),
      examples: util.examples.map((example, index) =>
        exampleView(resolve, util, example, index + 1),
      ),
    })),
  };
  return [
    { path: stampedTests.typescript, kind: "stamped", pattern: "tests", scope },
    {
      path: subjects.typescript,
      kind: "scaffold",
      pattern: "subject",
      scope: { isAsked, whole, tabled: tabledViews(service) },
    },
  ];
}

/** A scenario as the test that goes through it, in the service's own words on the wire. */
function scenarioView(scenario: ScenarioPlan): ValueRecord {
  const { text, calls } = scenario;
  const given = ({ given: one }: GivenField): string =>
    one.kind === "json"
      ? valueText(one.value)
      : `${camelCase(one.name)}[${stringLiteral(one.key)}]`;
  return {
    title: valueOf(stringLiteral(text)),
    calls: calls.map((call) => ({
      name: camelCase(call.name),
      path: stringLiteral(call.path),
      input: call.input.map((field) => `${keyLiteral(field.key)}: ${given(field)}`),
      looked: isLookedAt(scenario, call),
      status: call.status,
      code: call.code === undefined ? "" : stringLiteral(call.code),
      fields: call.fields.map((field) => ({
        key: stringLiteral(field.key),
        value: given(field),
      })),
    })),
  };
}

const valueText = (value: unknown): string =>
  typeof value === "string" ? stringLiteral(value) : JSON.stringify(value);

type Resolve = (type: Util["input"][number]["type"]) => ResolvedType;

/** Whether a util answers with a decimal, which code holds as a text: it has more than one of the same value. */
function isDecimal(resolve: Resolve, { output }: Util): boolean {
  const type = output === undefined ? undefined : resolve(output);
  const bare = type?.kind === "optional" ? type.item : type;
  return bare?.kind === "primitive" && bare.name === "decimal";
}

/** One example as the test that asks it; what has a default is given it, and what may be absent is. */
function exampleView(
  resolve: Resolve,
  util: Util,
  { input, output }: Example,
  number: number,
): ValueRecord {
  const given = util.input.flatMap((field) => {
    const value: Literal | undefined =
      input.find(({ name }) => name === field.name)?.value ?? field.default;
    return value === undefined
      ? []
      : [`${fieldName("typescript", field)}: ${codeLiteral(resolve(field.type), value)}`];
  });
  return {
    title: valueOf(stringLiteral(`${util.name}: example ${number}`)),
    given,
    answer: util.output === undefined ? "undefined" : codeLiteral(resolve(util.output), output),
    decimal: isDecimal(resolve, util),
  };
}
