import { derived, fieldName, valueName, type Field, type Service, type SymbolRef } from "#intent";

import { resolveType } from "../../reach/resolve.ts";
import {
  isShared,
  ruledListener,
  ruledRpc,
  rulesOf,
  type AskPlan,
  type RuledPlan,
  type RulePlan,
} from "../../reach/rules.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { commaList, hardline, imports, nest, type Doc } from "../layout.ts";
import { docstring } from "./docs.ts";
import { listenerSignature } from "./listeners.ts";
import { indent, qualified, width } from "./types.ts";
import { answerDoc, rpcSignature, shapeView, type ViewContext } from "./views.ts";

/** Rules as methods of what people implement; what they take is declared beside what rpcs take. */
export const ruleViews = (context: ViewContext, service: Service): readonly ValueRecord[] =>
  rulesOf(context.model, service).map((plan) => ({
    name: valueName("python", plan.name),
    input: shapeView(context, plan.takes, inputOf(service, plan), undefined),
    docstring: valueOf(docstring(plan.doc)),
    signature: valueOf([
      commaList("(", ")", ["self", `input: ${plan.takes}`, "ctx: Ctx"], indent),
      " -> ",
      plan.decides ? "bool" : answersDoc(context, plan),
      ":",
    ]),
  }));

const inputOf = ({ patterns }: Service, plan: RulePlan): readonly Field[] =>
  patterns.rules.find(({ name }) => name === plan.name)?.input ?? [];

/** What a rule may answer, nothing included. */
const answersDoc = (context: ViewContext, { answer, errors }: RulePlan): Doc =>
  answerDoc(
    context,
    answer === undefined ? undefined : { kind: "optional", item: answer },
    (errors ?? []).map((error) => ({ type: errorDoc(context, error) })),
  );

const errorDoc = ({ scope }: ViewContext, { service, name }: SymbolRef): Doc =>
  qualified(scope, service, derived.error(name));

/** What rules hook into, as methods that have the rules around it; nothing where there are no rules. */
export function ruledView(context: ViewContext, service: Service): ValueRecord | undefined {
  const { model } = context;
  const rpcs = service.rpcs.flatMap((rpc) => {
    const plan = ruledRpc(model, service, rpc);
    if (plan === undefined) return [];
    const { stream, served } = rpcSignature(context, rpc);
    return [
      {
        ...handlerView(context, rpc.name, plan, { input: "input", errors: rpc.errors }),
        listener: false,
        stream,
        signature: valueOf(served),
      },
    ];
  });
  const listeners = service.listeners.flatMap((listener) => {
    const plan = ruledListener(model, service, listener);
    if (plan === undefined) return [];
    return [
      {
        ...handlerView(context, listener.handler, plan, { input: "event", errors: [] }),
        listener: true,
        stream: false,
        signature: valueOf(listenerSignature(context, listener)),
      },
    ];
  });
  const handlers = [...rpcs, ...listeners];
  return handlers.length === 0
    ? undefined
    : { interface: derived.service(service.name), service: service.name, handlers };
}

interface Around {
  /** The parameter that holds what came in. */
  readonly input: string;
  readonly errors: readonly SymbolRef[];
}

function handlerView(
  context: ViewContext,
  name: string,
  { before, after }: RuledPlan,
  { input, errors }: Around,
): ValueRecord {
  const views = (plans: readonly AskPlan[]) => plans.map((plan) => askView(context, plan, input));
  return {
    name: valueName("python", name),
    input,
    before: views(before),
    after: views(after),
    errors: errorViews(context, errors),
  };
}

const errorViews = (context: ViewContext, errors: readonly SymbolRef[]) =>
  errors.map((error) => valueOf(errorDoc(context, error)));

/** How deep the statements of a method stand. */
const bodyDepth = 2 * indent;

/** One rule where it is asked: the call, and the name of what it says. */
function askView(context: ViewContext, { rule, given }: AskPlan, input: string): ValueRecord {
  const fields = given.map(({ parameter, from }) => {
    const value = from === "answer" ? "answer" : `${input}.${fieldName("python", from)}`;
    const name = fieldName("python", parameter);
    return isShared(resolveType(context.model, parameter.type))
      ? [imports("copy", "deepcopy"), `${name}=deepcopy`, commaList("(", ")", [value], indent)]
      : `${name}=${value}`;
  });
  const taken: Doc = [rule.takes, commaList("(", ")", fields, indent)];
  const callee = `await self._service.${valueName("python", rule.name)}`;
  const call: Doc = [callee, commaList("(", ")", [taken, "ctx"], indent)];
  // Under a name that nothing else has here.
  const said = valueName("python", `from-${rule.name}`);
  // What is called is moved to a line of its own where it does not fit beside the name.
  const fits = `${said} = ${callee}(`.length <= width - bodyDepth;
  return {
    call: valueOf(call),
    said,
    asked: valueOf(
      fits ? [said, " = ", call] : [said, " = (", nest(indent, [hardline, call]), hardline, ")"],
    ),
    decides: rule.decides,
    answers: rule.answer !== undefined,
    errors: errorViews(context, rule.errors ?? []),
  };
}
