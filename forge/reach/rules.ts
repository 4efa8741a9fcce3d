import {
  askedAt,
  derived,
  hookedBy,
  type Field,
  type Hook,
  type Listener,
  type Model,
  type Rpc,
  type Rule,
  type Service,
  type SymbolRef,
} from "#intent";
import { byName } from "./foreign.ts";
import { likewise } from "./origins.ts";
import { isStream } from "./streams.ts";
import { resolveType, type ResolvedType } from "./resolve.ts";

/** A rule as the method that custom code implements, the same in every language. */
export interface RulePlan {
  readonly name: string;
  readonly doc: string;
  /** The type that holds its parameters. */
  readonly takes: string;
  /** What it may answer in place of what it hooks into; a rule need not answer. Absent of rules of listeners, too. */
  readonly answer?: ResolvedType;
  /** What it may refuse with; absent where nobody is told of errors, as behind an event. */
  readonly errors?: readonly SymbolRef[];
  /** Whether it says if a listener is called. */
  readonly decides: boolean;
}

/** A rule at one place where it is asked. */
export interface AskPlan {
  readonly rule: RulePlan;
  /** What each parameter is given: a field of what came in, or the answer of what was called. */
  readonly given: readonly { readonly parameter: Field; readonly from: Field | "answer" }[];
}

/**
 * Whether whoever is given a value of a type could change it for others, in languages that hand over what they have: rules
 * are given a copy of it. Files are as they are read, and too large for a copy at each rule.
 */
export function isShared(type: ResolvedType): boolean {
  if (type.kind === "optional") return isShared(type.item);
  return type.kind === "primitive"
    ? type.name === "json"
    : type.kind !== "enum" && type.kind !== "file";
}

/** An rpc, a tool or a listener with rules around it, in the order in which they are asked. */
export interface RuledPlan {
  readonly before: readonly AskPlan[];
  readonly after: readonly AskPlan[];
}

/**
 * A service whose rules take what stamped code gives them: as secret as where it comes from, and under no other key, since
 * it never travels.
 */
export function withGiven(model: Model, service: Service): Service {
  const { patterns } = service;
  if (patterns.rules.length === 0) return service;
  const given = (rule: Rule): Rule => {
    const from = rule.hooks.flatMap((hook) => hookedBy(model, service, hook)?.input ?? []);
    const secret = new Set(
      [...from, ...rule.input]
        .filter(({ constraints }) => constraints.secret === true)
        .map(({ name }) => name),
    );
    const input = rule.input.map((field) => {
      const { was: _, reads: _reads, ...parameter } = field;
      return { ...parameter, constraints: secret.has(field.name) ? { secret: true } : {} };
    });
    return { ...rule, input };
  };
  return { ...service, patterns: { ...patterns, rules: patterns.rules.map(given) } };
}

/** The rules of a service, sorted by name. */
export const rulesOf = (model: Model, { name, patterns }: Service): readonly RulePlan[] =>
  byName(patterns.rules).map((rule) => rulePlan(model, name, rule));

const listens = ({ hooks }: Rule): boolean => hooks.some(({ into }) => into === "on");

function rulePlan(model: Model, service: string, rule: Rule): RulePlan {
  const { name, doc, output, errors } = rule;
  const hooks = rule.hooks.map(
    ({ when, into, target }) =>
      `${when} \`${into === "on" || target.service !== service ? `${target.service}/` : ""}${target.name}\``,
  );
  const answers = output !== undefined && !listens(rule);
  return {
    name,
    doc: doc ?? `Asked ${hooks.join(", ")}.`,
    takes: derived.input(name),
    ...(answers ? { answer: resolveType(model, output) } : {}),
    ...(listens(rule) ? {} : { errors }),
    decides: output !== undefined && listens(rule),
  };
}

/** What of a service is hooked into by rules, as far as `isHere` says that it is here. */
function ruled(
  model: Model,
  service: Service,
  isHere: (hook: Hook) => boolean,
): RuledPlan | undefined {
  const asked = askedAt(service.patterns.rules, ({ when, ...hook }) =>
    isHere({ when, ...hook }) ? when : "elsewhere",
  );
  const plans = (when: Hook["when"]): AskPlan[] =>
    likewise(service.patterns.rules, [...(asked.get(when) ?? [])]).map(({ rule, hook }) => ({
      rule: rulePlan(model, service.name, rule),
      given: givenTo(model, service, rule, hook),
    }));
  const plan = { before: plans("before"), after: plans("after") };
  return plan.before.length + plan.after.length === 0 ? undefined : plan;
}

function givenTo(model: Model, service: Service, rule: Rule, hook: Hook): AskPlan["given"] {
  const input = hookedBy(model, service, hook)?.input ?? [];
  return rule.input.map((parameter) => {
    if (parameter.name === hook.as) return { parameter, from: "answer" };
    const from = input.find(({ name }) => name === parameter.name);
    // The model's checks refuse a parameter that what is hooked into does not have.
    if (from === undefined) throw new Error(`nothing gives \`${parameter.name}\` to ${rule.name}`);
    return { parameter, from };
  });
}

/** The rules around an rpc or a tool of a service; `undefined` where there are none. */
export const ruledRpc = (
  model: Model,
  service: Service,
  { name }: Pick<Rpc, "name">,
): RuledPlan | undefined =>
  ruled(model, service, ({ into, target }) => into !== "on" && target.name === name);

/** The rules around a listener of a service. */
export const ruledListener = (
  model: Model,
  service: Service,
  listener: Listener,
): RuledPlan | undefined =>
  ruled(
    model,
    service,
    ({ into, target }) =>
      into === "on" && target.service === listener.service && target.name === listener.event,
  );

/** Whether a rule is asked before a stream. */
export const rulesStreams = (model: Model, service: Service): boolean =>
  service.rpcs.some((rpc) => isStream(rpc) && ruledRpc(model, service, rpc) !== undefined);
