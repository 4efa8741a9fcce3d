import {
  camelCase,
  fieldName,
  pascalCase,
  valueName,
  type Model,
  type Rpc,
  type Service,
  type SymbolRef,
} from "#intent";
import {
  ruledListener,
  ruledRpc,
  rulesOf,
  type AskPlan,
  type RuledPlan,
  type RulePlan,
} from "../../reach/rules.ts";
import { isStream } from "../../reach/streams.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { commaList, type Doc } from "../layout.ts";
import { answerDoc, assignedDoc, commentDoc } from "./declare.ts";
import { errorType, moduleName, outputTypes, typeDoc, type TypeScriptScope } from "./types.ts";
import { shapeView } from "./view.ts";

/** Rules as members of what people implement; what they take is declared beside what rpcs take. */
export const ruleViews = (
  scope: TypeScriptScope,
  model: Model,
  service: Service,
): readonly ValueRecord[] =>
  rulesOf(model, service).map((plan) => ({
    shape: shapeView(scope, plan.takes, inputOf(service, plan)),
    comment: valueOf(commentDoc(plan.doc)),
    name: valueName("typescript", plan.name),
    answer: valueOf(answerDoc(answersOf(scope, plan))),
  }));

const inputOf = ({ patterns }: Service, plan: RulePlan) =>
  patterns.rules.find(({ name }) => name === plan.name)?.input ?? [];

/** What a rule may answer: whether the listener is called; else an answer or a refusal, or nothing. */
function answersOf(scope: TypeScriptScope, { answer, errors, decides }: RulePlan) {
  if (decides) return ["boolean"];
  const refusals = (errors ?? []).map((error) => errorType(scope, error));
  return answer === undefined
    ? [...outputTypes(scope, undefined), ...refusals]
    : [typeDoc(scope, answer), ...refusals, "undefined"];
}

/** What rules hook into, as an object that has the rules around it; nothing where there are no rules. */
export function ruledView(
  scope: TypeScriptScope,
  model: Model,
  service: Service,
): ValueRecord | undefined {
  const own = moduleName(service.name);
  // Beside what its members take, a service of their name has another one.
  const self = ["answer", "ctx", "event", "input"].includes(own) ? "worker" : own;
  const rpcs = service.rpcs.flatMap((rpc) => {
    const plan = ruledRpc(model, service, rpc);
    return plan === undefined ? [] : [rpcView(scope, rpc, plan, self)];
  });
  const listeners = service.listeners.flatMap((listener) => {
    const plan = ruledListener(model, service, listener);
    if (plan === undefined) return [];
    const view = handlerView(scope, listener.handler, plan, { self, input: "event", errors: [] });
    return [{ ...view, listener: true, stream: false, replaced: false }];
  });
  const handlers = [...rpcs, ...listeners];
  return handlers.length === 0
    ? undefined
    : { service: service.name, api: pascalCase(service.name), self, handlers };
}

function rpcView(scope: TypeScriptScope, rpc: Rpc, plan: RuledPlan, self: string): ValueRecord {
  const { errors, name } = rpc;
  const view = handlerView(scope, name, plan, { self, input: "input", errors });
  return {
    ...view,
    listener: false,
    stream: isStream(rpc),
    /** Where rules behind it answer, what is answered changes. */
    replaced: plan.after.some(({ rule }) => rule.answer !== undefined),
  };
}

interface Around {
  readonly self: string;
  /** The parameter that holds what came in. */
  readonly input: string;
  readonly errors: readonly SymbolRef[];
}

function handlerView(
  scope: TypeScriptScope,
  name: string,
  { before, after }: RuledPlan,
  around: Around,
): ValueRecord {
  const views = (plans: readonly AskPlan[]) => plans.map((plan) => askView(scope, plan, around));
  return {
    name: valueName("typescript", name),
    before: views(before),
    after: views(after),
    errors: refusalViews(scope, around.errors),
  };
}

const refusalViews = (scope: TypeScriptScope, errors: readonly SymbolRef[]) =>
  errors.map((error) => valueOf(errorType(scope, error)));

/** How deep the statements of a member stand. */
const bodyDepth = 6;

/** One rule where it is asked: the call, and the name of what it says. */
function askView(
  scope: TypeScriptScope,
  { rule, given }: AskPlan,
  { self, input }: Around,
): ValueRecord {
  const fields = given.map(({ parameter, from }) => {
    const name = fieldName("typescript", parameter);
    const value = from === "answer" ? "answer" : `${input}.${fieldName("typescript", from)}`;
    return name === value ? name : `${name}: ${value}`;
  });
  const call: Doc = [
    `await ${self}.${valueName("typescript", rule.name)}`,
    commaList("(", ")", [commaList("{ ", " }", fields, 2), "ctx"], 2),
  ];
  // Under a name that neither what it is given nor a module has.
  const said = camelCase(`from-${rule.name}`);
  return {
    call: valueOf(call),
    said,
    asked: valueOf(assignedDoc(`const ${said}`, call, false, bodyDepth)),
    decides: rule.decides,
    answers: rule.answer !== undefined,
    errors: refusalViews(scope, rule.errors ?? []),
  };
}
