import {
  derived,
  fieldName,
  valueName,
  type Field,
  type Listener,
  type Model,
  type Rpc,
  type Service,
  type SymbolRef,
} from "#intent";
import { resolveType, type ResolvedType } from "../../reach/resolve.ts";
import {
  ruledListener,
  ruledRpc,
  rulesOf,
  type AskPlan,
  type RuledPlan,
  type RulePlan,
} from "../../reach/rules.ts";
import { isStream } from "../../reach/streams.ts";
import { valueOf, type Value, type ValueRecord } from "../../template/value.ts";
import { commaList, type Doc } from "../layout.ts";
import { functionSignature, generic, methodSignature, placed } from "./fit.ts";
import { docLines } from "./literals.ts";
import { pathTo, typeDoc, type Place } from "./types.ts";

/** Rules as their traits see them, and the errors by which they refuse calls. */
export const ruleViews = (model: Model, place: Place, service: Service): readonly ValueRecord[] =>
  rulesOf(model, service).map((plan) => {
    const { name, doc, takes, errors } = plan;
    const method = valueName("rust", name);
    const parameters = ["&self", "ctx: &Ctx", `input: ${takes}`];
    return {
      name: derived.rpcTrait(name),
      doc: docLines(doc, "///").join("\n"),
      signature: valueOf(methodSignature(method, parameters, resultDoc(place, plan))),
      wire: name,
      errorName: derived.rpcError(name),
      refuses: errors !== undefined,
      errors: (errors ?? []).map((error) => variantView(place, error)),
      /** The errors of what it hooks into, which its own become. */
      becomes: errors === undefined ? [] : hookedErrors(model, service, name),
    };
  });

function resultDoc(place: Place, { name, answer, errors, decides }: RulePlan): Doc {
  if (errors === undefined) return generic("anyhow::Result", [decides ? "bool" : "()"]);
  const success = answer === undefined ? "()" : generic("Option", [typeDoc(place, answer)]);
  return generic("Result", [success, derived.rpcError(name)]);
}

const variantView = (place: Place, { service, name }: SymbolRef): ValueRecord => {
  const variant = derived.error(name);
  return { variant, type: pathTo(place, service, variant) };
};

/** The errors of all calls that a rule is asked around, each once. */
function hookedErrors(model: Model, service: Service, rule: string): readonly string[] {
  const isAsked = (plan: RuledPlan): boolean =>
    [...plan.before, ...plan.after].some((one) => one.rule.name === rule);
  return service.rpcs.flatMap((rpc) => {
    const plan = ruledRpc(model, service, rpc);
    return plan !== undefined && isAsked(plan) ? [derived.rpcError(rpc.name)] : [];
  });
}

/** The rules around an rpc as the function that asks them; nothing where there are none. */
export function ruledRpcView(
  model: Model,
  place: Place,
  service: Service,
  rpc: Rpc,
): ValueRecord | undefined {
  const plan = ruledRpc(model, service, rpc);
  if (plan === undefined) return undefined;
  const method = valueName("rust", rpc.name);
  const output = rpc.output === undefined ? undefined : resolveType(model, rpc.output);
  const success = output === undefined ? "()" : typeDoc(place, output);
  const context: Context = {
    model,
    ctx: isStream(rpc) ? "&ctx" : "ctx",
    input: "input",
    output,
  };
  return {
    ...askViews(context, plan),
    method,
    listener: false,
    answered: output !== undefined,
    signature: signatureOf(service, method, `input: ${derived.input(rpc.name)}`, {
      name: "Result",
      items: [success, derived.rpcError(rpc.name)],
    }),
  };
}

/** The same around a listener. */
export function ruledListenerView(
  model: Model,
  place: Place,
  service: Service,
  listener: Listener,
): ValueRecord | undefined {
  const plan = ruledListener(model, service, listener);
  if (plan === undefined) return undefined;
  const method = valueName("rust", listener.handler);
  const type = pathTo(place, listener.service, derived.event(listener.event));
  const context: Context = {
    model,
    ctx: "ctx",
    input: "event",
    output: undefined,
  };
  return {
    ...askViews(context, plan),
    method,
    listener: true,
    answered: false,
    signature: signatureOf(service, method, `event: ${type}`, {
      name: "anyhow::Result",
      items: ["()"],
    }),
  };
}

const signatureOf = (
  service: Service,
  method: string,
  taken: string,
  result: { readonly name: string; readonly items: readonly Doc[] },
): Value =>
  valueOf(
    functionSignature(
      0,
      `async fn ruled_${method}<A: ${derived.service(service.name)}>`,
      ["app: &A", "ctx: &Ctx", taken],
      result,
    ),
  );

interface Context {
  readonly model: Model;
  readonly ctx: string;
  /** What holds what came in, before the handler has it. */
  readonly input: string;
  readonly output: ResolvedType | undefined;
}

function askViews(context: Context, { before, after }: RuledPlan): ValueRecord {
  const kept = keptOf(after);
  return {
    before: before.map((plan) => askView(context, plan, (field) => fromInput(context, field))),
    // What comes in goes to the handler; of what rules behind it are given of it, a copy is kept.
    kept: kept.map((field) => {
      const start = `let ${keptName(field)} =`;
      return valueOf([start, placed(4, start, fromInput(context, field), ";"), ";"]);
    }),
    after: after.map((plan, at) => {
      const later = new Set(keptOf(after.slice(at + 1)));
      return askView(context, plan, (field) => {
        const held = keptName(field);
        return later.has(field) ? copied(held, resolveType(context.model, field.type)) : held;
      });
    }),
  };
}

/** The fields of what came in that rules are given, each once. */
const keptOf = (plans: readonly AskPlan[]): readonly Field[] => [
  ...new Set(
    plans.flatMap(({ given }) => given.flatMap(({ from }) => (from === "answer" ? [] : [from]))),
  ),
];

const keptName = ({ name }: Field): string => valueName("rust", `given-${name}`);

const copied = (held: string, type: ResolvedType | undefined): string =>
  type !== undefined && isCopy(type) ? held : `${held}.clone()`;

const fromInput = ({ input, model }: Context, field: Field): string =>
  copied(`${input}.${fieldName("rust", field)}`, resolveType(model, field.type));

/** The widest that the fields of a struct may be in one line: rustfmt's `struct_lit_width`. */
const fieldsMax = 18;

/** One rule where it is asked: what it takes, and the call. */
function askView(
  { ctx, output }: Context,
  { rule, given }: AskPlan,
  heldIn: (field: Field) => string,
): ValueRecord {
  const fields = given.map(({ parameter, from }) => {
    const name = fieldName("rust", parameter);
    const value = from === "answer" ? copied("answer", output) : heldIn(from);
    return name === value ? name : [`${name}:`, placed(8, `${name}:`, value, ",")];
  });
  return {
    taken: valueOf(
      fields.length === 0
        ? `${rule.takes} {}`
        : commaList(`${rule.takes} { `, " }", fields, 4, fieldsMax),
    ),
    method: valueName("rust", rule.name),
    ctx,
    answers: rule.answer !== undefined,
    decides: rule.decides,
  };
}

/** Whether values of a type are copied without a word: text, lists and what an intent declares are not. */
function isCopy(type: ResolvedType): boolean {
  if (type.kind === "optional") return isCopy(type.item);
  return type.kind === "primitive" && !["bytes", "json", "string"].includes(type.name);
}
