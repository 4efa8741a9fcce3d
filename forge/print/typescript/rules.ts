import {
  camelCase,
  fieldName,
  pascalCase,
  primitiveInCode,
  valueName,
  type Model,
  type Rpc,
  type Service,
  type SymbolRef,
} from "#intent";
import { foreignOf } from "../../reach/foreign.ts";
import type { ResolvedType } from "../../reach/resolve.ts";
import {
  isShared,
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
import { stringLiteral } from "./literals.ts";
import {
  errorType,
  moduleName,
  outputTypes,
  typeArguments,
  typeDoc,
  unionDoc,
  type TypeScriptScope,
} from "./types.ts";
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
  const modules = foreignOf(model, service).map((part) => moduleName(part.service.name));
  const shared = { self, taken: [self, ...modules] };
  const rpcs = service.rpcs.flatMap((rpc) => {
    const plan = ruledRpc(model, service, rpc);
    return plan === undefined ? [] : [rpcView(scope, rpc, plan, shared)];
  });
  const listeners = service.listeners.flatMap((listener) => {
    const plan = ruledListener(model, service, listener);
    if (plan === undefined) return [];
    const around = { ...shared, input: "event", errors: [] };
    const view = handlerView(scope, listener.handler, plan, around);
    return [{ ...view, listener: true, stream: false, replaced: false }];
  });
  const handlers = [...rpcs, ...listeners];
  if (handlers.length === 0) return undefined;
  const api = pascalCase(service.name);
  const members = unionDoc(handlers.map(({ name }) => stringLiteral(name)));
  // No more of the service than that: an object has a `toString` of its own, which is none of a service's.
  const part = valueOf(["Pick", typeArguments([api, members])]);
  return { service: service.name, api, part, self, handlers };
}

function rpcView(
  scope: TypeScriptScope,
  rpc: Rpc,
  plan: RuledPlan,
  shared: Pick<Around, "self" | "taken">,
): ValueRecord & Handler {
  const { errors, name } = rpc;
  const view = handlerView(scope, name, plan, { ...shared, input: "input", errors });
  return {
    ...view,
    listener: false,
    stream: isStream(rpc),
    /** Where rules behind it answer, what is answered changes. */
    replaced: plan.after.some(({ rule }) => rule.answer !== undefined),
  };
}

/** A view that knows the name of what rules are around. */
interface Handler {
  readonly name: string;
}

interface Around {
  readonly self: string;
  /** Names that mean something else where rules are asked. */
  readonly taken: readonly string[];
  /** The parameter that holds what came in. */
  readonly input: string;
  readonly errors: readonly SymbolRef[];
}

function handlerView(
  scope: TypeScriptScope,
  name: string,
  { before, after }: RuledPlan,
  around: Around,
): ValueRecord & Handler {
  const said = saidNames([...before, ...after], around.taken);
  const views = (plans: readonly AskPlan[]) =>
    plans.map((plan) => askView(scope, plan, said.get(plan) ?? "", around));
  return {
    name: valueName("typescript", name),
    before: views(before),
    after: views(after),
    errors: refusalViews(scope, around.errors),
  };
}

/** What holds what each rule says: `fromOpenHours`, and another name where that is taken, as where one rule is asked twice. */
function saidNames(
  plans: readonly AskPlan[],
  taken: readonly string[],
): ReadonlyMap<AskPlan, string> {
  const used = new Set(taken);
  return new Map(
    plans.map((plan) => {
      let name = camelCase(`from-${plan.rule.name}`);
      while (used.has(name)) name += "Again";
      used.add(name);
      return [plan, name];
    }),
  );
}

const refusalViews = (scope: TypeScriptScope, errors: readonly SymbolRef[]) =>
  errors.map((error) => valueOf(errorType(scope, error)));

/** How deep the statements of a member stand. */
const bodyDepth = 6;

/** One rule where it is asked: the call, and the name of what it says. */
function askView(
  scope: TypeScriptScope,
  { rule, given }: AskPlan,
  said: string,
  { self, input }: Around,
): ValueRecord {
  const fields = given.map(({ parameter, from }) => {
    const name = fieldName("typescript", parameter);
    const value = from === "answer" ? "answer" : `${input}.${fieldName("typescript", from)}`;
    if (isCopied(scope.resolve(parameter.type)))
      return [`${name}: structuredClone`, commaList("(", ")", [value], 2)];
    return name === value ? name : `${name}: ${value}`;
  });
  const call: Doc = [
    `await ${self}.${valueName("typescript", rule.name)}`,
    commaList("(", ")", [commaList("{ ", " }", fields, 2), "ctx"], 2),
  ];
  return {
    call: valueOf(call),
    said,
    asked: valueOf(assignedDoc(`const ${said}`, call, false, bodyDepth)),
    decides: rule.decides,
    answers: rule.answer !== undefined,
    errors: refusalViews(scope, rule.errors ?? []),
  };
}

/** What is copied besides: values of these change in place in this language. */
const changeable: ReadonlySet<string> = new Set(["Date", "Uint8Array"]);

function isCopied(type: ResolvedType): boolean {
  const bare = type.kind === "optional" ? type.item : type;
  return (
    isShared(bare) ||
    (bare.kind === "primitive" && changeable.has(primitiveInCode("typescript", bare.name)))
  );
}
