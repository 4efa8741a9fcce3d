import {
  derived,
  fieldName,
  snakeCase,
  valueName,
  type Example,
  type Literal,
  type Model,
  type Util,
} from "#intent";

import { stampedTests, subjects } from "../../marker.ts";
import { asksCallers } from "../../reach/auth.ts";
import { tabledOf } from "../../reach/cruds.ts";
import { resolveType } from "../../reach/resolve.ts";
import { givenTests } from "../../reach/given.ts";
import { isLookedAt, type GivenField, type ScenarioPlan } from "../../reach/scenarios.ts";
import type { FilePlan, StampContext } from "../../stamp.ts";
import { isRecord, valueOf, type Value, type ValueRecord } from "../../template/value.ts";
import { commaList, imports, type Doc } from "../layout.ts";
import { memoryName, storeName } from "./cruds.ts";
import { docstring } from "./docs.ts";
import { literalDoc, stringLiteral } from "./literals.ts";
import { besideWire, indent, qualified, type PythonScope } from "./types.ts";
import { engineTests } from "./values.ts";

/** The tests that an intent gives, and what they are asked of; nothing where it gives none. */
export function testFiles({ model, service }: StampContext, wire: string): FilePlan[] {
  const given = givenTests(model, service);
  if (given === undefined) return [];
  const { asked: utils, scenarios, engines, whole, word } = given;
  const isAsked = utils.length > 0;
  const place = snakeCase(service.name);
  const scope: PythonScope = { service: service.name, stamped: service.name, package: place };
  const tested = engineTests(model, scope, wire, engines);
  const view = {
    ...tested,
    ...standardImports(scenarios.length > 0, engines.length > 0, tested["needs"]),
    home: valueOf(imports(place, "generated")),
    service: service.name,
    authed: asksCallers(service),
    guards: `${place}.generated_wire_auth`,
    isAsked,
    scenarios: scenarios.map((scenario, index) => scenarioView(scenario, index + 1)),
    types: valueOf(qualified(scope, service.name, derived.service(service.name))),
    utils: utils.map((util) => ({
      name: valueName("python", util.name),
      examples: util.examples.map((example, index) =>
        exampleView(model, scope, wire, util, example, index + 1),
      ),
    })),
  };
  return [
    { path: stampedTests.python, kind: "stamped", pattern: "tests", scope: view },
    {
      path: subjects.python,
      kind: "scaffold",
      pattern: "subject",
      scope: {
        package: place,
        isAsked,
        whole,
        word,
        tabled: tabledOf(service).map(({ entity }) => ({
          store: storeName(entity.name),
          memory: memoryName(entity.name),
        })),
      },
    },
  ];
}

/** What the tests need of the language itself, by module. */
function standardImports(scenarios: boolean, engines: boolean, needs: Value): ValueRecord {
  const needed = (name: string): boolean => isRecord(needs) && needs[name] === true;
  const names = (wanted: Readonly<Record<string, boolean>>): string =>
    Object.keys(wanted)
      .filter((name) => wanted[name] === true)
      .join(", ");
  const moments = needed("moments");
  return {
    needs: isRecord(needs) ? needs : {},
    datetime: names({
      UTC: moments,
      datetime: moments,
      timedelta: moments || needed("spans"),
    }),
    typing: names({
      Any: scenarios || needed("documents") || needed("built"),
      TypeAlias: engines,
      TypeVar: needed("built"),
    }),
  };
}

/** A scenario as the test that goes through it, in the service's own words on the wire. */
function scenarioView(scenario: ScenarioPlan, number: number): ValueRecord {
  const { text, calls } = scenario;
  const given = ({ given: one }: GivenField): string =>
    one.kind === "json"
      ? valueText(one.value)
      : `${snakeCase(one.name)}[${stringLiteral(one.key)}]`;
  return {
    test: `scenario_${number}`,
    docstring: valueOf(docstring(text)),
    calls: calls.map((call) => ({
      name: snakeCase(call.name),
      call: valueOf([
        "await _call",
        commaList(
          "(",
          ")",
          [
            "app",
            stringLiteral(call.path),
            String(call.status),
            commaList(
              "{",
              "}",
              call.input.map((field) => `${stringLiteral(field.key)}: ${given(field)}`),
              indent,
            ),
          ],
          indent,
        ),
      ]),
      looked: isLookedAt(scenario, call),
      code: call.code === undefined ? "" : stringLiteral(call.code),
      fields: call.fields.map((field) => ({
        key: stringLiteral(field.key),
        same: field.given.kind === "json" && typeof field.given.value === "boolean" ? "is" : "==",
        value: given(field),
      })),
    })),
  };
}

function valueText(value: unknown): string {
  if (typeof value === "string") return stringLiteral(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  // The formatter takes the plus sign away.
  if (typeof value === "number") return String(value).replace("e+", "e");
  return JSON.stringify(value);
}

/** One example as the test that asks it. What has a default, or may be absent, is left out where the example does. */
function exampleView(
  model: Model,
  scope: PythonScope,
  wire: string,
  util: Util,
  { input, output }: Example,
  number: number,
): ValueRecord {
  const valueDoc = (type: Util["input"][number]["type"], value: Literal): Doc =>
    besideWire(scope, wire, literalDoc(scope, resolveType(model, type), value));
  const given = util.input.flatMap((field): Doc[] => {
    const value = input.find(({ name }) => name === field.name)?.value;
    const name = fieldName("python", field);
    return value === undefined ? [] : [[`${name}=`, valueDoc(field.type, value)]];
  });
  const answer = util.output === undefined ? "None" : valueDoc(util.output, output);
  const isSingle = output.kind === "bool" || util.output === undefined;
  return {
    test: `test_${snakeCase(util.name)}_example_${number}`,
    given: valueOf([
      qualified(scope, scope.service, derived.input(util.name)),
      commaList("(", ")", given, indent),
    ]),
    same: isSingle ? "is" : "==",
    answer: valueOf(answer),
  };
}
