import type { Engine, Model, Service, Util } from "#intent";
import { scenariosOf, type ScenarioPlan } from "./scenarios.ts";

/** What an intent says that must hold, as tests are stamped of it. */
export interface GivenTests {
  /** Utils with examples. */
  readonly asked: readonly Util[];
  readonly scenarios: readonly ScenarioPlan[];
  /** Engines with invariants. */
  readonly engines: readonly Engine[];
  /** Whether the tests ask a whole service: scenarios call it, and engines are made by it. */
  readonly whole: boolean;
  /** What begins with a service of its own. */
  readonly word: "scenario" | "test";
}

const propertied = ({ patterns }: Service): readonly Engine[] =>
  patterns.engines.filter(({ invariants }) => invariants.length > 0);

/** Whether the tests hold properties, for which a package is needed. */
export const hasProperties = (service: Service): boolean => propertied(service).length > 0;

/** The tests that an intent gives; `undefined` where it gives none, and no file is stamped. */
export function givenTests(model: Model, service: Service): GivenTests | undefined {
  const { patterns } = service;
  const asked = patterns.utils.filter(({ examples }) => examples.length > 0);
  const engines = propertied(service);
  const scenarios = scenariosOf(model, service);
  if (asked.length + engines.length + scenarios.length === 0) return undefined;
  return {
    asked,
    scenarios,
    engines,
    whole: scenarios.length + engines.length > 0,
    word: engines.length > 0 ? "test" : "scenario",
  };
}
