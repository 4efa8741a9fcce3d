import {
  camelCase,
  fieldWireName,
  rpcPath,
  variantWireName,
  type Field,
  type Literal,
  type Model,
  type NamedValue,
  type Rpc,
  type Scenario,
  type Service,
  type SymbolRef,
} from "#intent";
import { resolveType, type ResolvedType } from "./resolve.ts";

/** A value on the wire: JSON, or what an earlier answer holds under a key. */
export type Given =
  | { readonly kind: "json"; readonly value: string | number | boolean | readonly [] | object }
  | { readonly kind: "answer"; readonly name: string; readonly key: string };

export interface GivenField {
  readonly key: string;
  readonly given: Given;
}

/** One call of a scenario with what is expected of its answer. */
export interface CallPlan {
  /** What the answer is called, in kebab-case: `made-answer`, or `answer-2` where nothing names it. */
  readonly name: string;
  readonly path: string;
  readonly input: readonly GivenField[];
  /** 200 where no error is expected. */
  readonly status: number;
  /** Code of the error that is expected. */
  readonly code?: string;
  readonly fields: readonly GivenField[];
}

export interface ScenarioPlan {
  readonly text: string;
  readonly calls: readonly CallPlan[];
}

/** Whether anything is asked of what a call answers, by its own expectations or by a later call. */
export const isLookedAt = ({ calls }: ScenarioPlan, { name, code, fields }: CallPlan): boolean =>
  code !== undefined ||
  fields.length > 0 ||
  calls
    .flatMap((one) => [...one.input, ...one.fields])
    .some(({ given }) => given.kind === "answer" && given.name === name);

/** The scenarios of a service as what is sent and what is looked at, the same in every language. */
export const scenariosOf = (model: Model, service: Service): readonly ScenarioPlan[] =>
  service.patterns.scenarios.map((scenario) => planOf(model, scenario));

function planOf(model: Model, { text, steps }: Scenario): ScenarioPlan {
  const answers = new Map<string, { readonly name: string; readonly fields: readonly Field[] }>();
  const calls: CallPlan[] = [];
  let fields: readonly Field[] = [];
  const givenOf = ({ name, value }: NamedValue, among: readonly Field[]): GivenField => {
    const field = among.find((one) => one.name === name);
    const key = field === undefined ? camelCase(name) : fieldWireName(field);
    const [holder = "", part] = value.kind === "symbol" ? value.name.split(".") : [];
    const answer = answers.get(holder);
    if (part !== undefined && answer !== undefined) {
      const held = answer.fields.find((one) => one.name === part);
      const at = held === undefined ? camelCase(part) : fieldWireName(held);
      return { key, given: { kind: "answer", name: answer.name, key: at } };
    }
    const type = field === undefined ? undefined : resolveType(model, field.type);
    return { key, given: { kind: "json", value: wireValue(type, value) } };
  };
  for (const step of steps) {
    if (step.kind === "call") {
      const rpc = rpcOf(model, step.rpc);
      const name = step.as === undefined ? `answer-${calls.length + 1}` : `${step.as}-answer`;
      const input = step.values.map((value) => givenOf(value, rpc.input));
      fields = answered(model, rpc);
      if (step.as !== undefined) answers.set(step.as, { name, fields });
      calls.push({ name, path: rpcPath(rpc), input, status: 200, fields: [] });
      continue;
    }
    const last = calls.pop();
    if (last === undefined) continue;
    const expected = step.values.map((value) => givenOf(value, fields));
    const error = step.error && model.services.get(step.error.service)?.errors;
    const declared = error?.find(({ name }) => name === step.error?.name);
    calls.push({
      ...last,
      ...(declared === undefined
        ? {}
        : { status: declared.status, code: declared.was ?? declared.name }),
      fields: [...last.fields, ...expected],
    });
  }
  return { text, calls };
}

function rpcOf(model: Model, { service, name }: SymbolRef): Rpc {
  const found = model.services.get(service)?.rpcs.find((one) => one.name === name);
  if (found === undefined) throw new Error(`the model holds no rpc ${service}/${name}`);
  return found;
}

/** The fields of what an rpc answers, where that is an entity. */
function answered(model: Model, { output }: Rpc): readonly Field[] {
  const whole = output === undefined ? undefined : resolveType(model, output);
  const type = whole?.kind === "optional" ? whole.item : whole;
  return type?.kind === "entity" ? type.entity.fields : [];
}

/** Numbers that are text on the wire. */
const textual: ReadonlySet<string> = new Set(["i64", "u64", "decimal"]);

/** A value of an intent as JSON holds it. */
function wireValue(
  type: ResolvedType | undefined,
  value: Literal,
): string | number | boolean | readonly [] | object {
  const bare = type?.kind === "optional" ? type.item : type;
  switch (value.kind) {
    case "bool":
      return bare?.kind === "enum" ? variantText(bare, String(value.value)) : value.value;
    case "empty-list":
      return bare?.kind === "map" ? {} : [];
    case "string":
      return value.value;
    case "symbol":
      return bare?.kind === "enum" ? variantText(bare, value.name) : value.name;
    case "number":
      return bare?.kind === "primitive" && textual.has(bare.name) ? value.text : Number(value.text);
  }
}

function variantText(type: Extract<ResolvedType, { kind: "enum" }>, name: string): string {
  const variant = type.enum.variants.find((one) => one.name === name);
  return variant === undefined ? name : variantWireName(variant);
}
