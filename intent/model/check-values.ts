import type { Span } from "../base/span.ts";
import type { LoadedService } from "./build.ts";
import { checkLiteral } from "./check-defaults.ts";
import { fileOf } from "./check-files.ts";
import { didYouMean } from "../base/did-you-mean.ts";
import { expansionAt } from "./expanded-tree.ts";
import { type FileContext, listed } from "./file-context.ts";
import { edited } from "./fixes.ts";
import { findEntity, findError, findField, findRpc } from "./find.ts";
import type { NamedValue, Scenario, Step } from "./pattern-types.ts";
import { resolveType, type Services } from "./resolve-type.ts";
import { typeText } from "./type-text.ts";
import type { Entity, Field, SymbolRef, TypeRef } from "./types.ts";

/** The values of examples and scenarios: each goes to a parameter and fits it, and each needed parameter has one. */
export function checkValues(all: Services, { service, context }: LoadedService): void {
  for (const { name, input, output, examples } of service.patterns.utils)
    for (const example of examples) {
      given(
        all,
        context,
        { name, what: "parameter", fields: input, at: example.span },
        example.input,
      );
      if (output === undefined)
        context.report(
          "nothing-answered",
          example.outputSpan,
          { name },
          { cure: `give ${name} an answer with (out TYPE)` },
        );
      else checkLiteral(all, context, example.output, resolveType(all, output), example.outputSpan);
    }
  for (const scenario of service.patterns.scenarios)
    checkScenario(all, context, service.name, scenario);
}

interface Callee {
  readonly name: string;
  readonly what: "parameter" | "field";
  readonly fields: readonly Field[];
  readonly at: Span;
}

function given(
  all: Services,
  context: FileContext,
  callee: Callee,
  values: readonly NamedValue[],
  answers?: ReadonlyMap<string, TypeRef | undefined>,
): void {
  known(all, context, callee, values, answers);
  const names = callee.fields.map(({ name }) => name);
  const misspelt = new Set(
    values.flatMap(({ name }) => (names.includes(name) ? [] : (didYouMean(name, names) ?? []))),
  );
  for (const field of callee.fields) {
    if (misspelt.has(field.name)) continue;
    const needed = field.default === undefined && resolveType(all, field.type).kind !== "optional";
    if (needed && !values.some(({ name }) => name === field.name))
      context.report("parameter-missing", callee.at, { callable: callee.name, name: field.name });
  }
}

/** Each value goes to a field and fits it; `made.id` is a part of an answer before, whose type is its own affair. */
function known(
  all: Services,
  context: FileContext,
  { name: callable, what, fields }: Callee,
  values: readonly NamedValue[],
  answers: ReadonlyMap<string, TypeRef | undefined> = new Map(),
): void {
  const names = fields.map(({ name }) => name);
  for (const { name, value, span } of values) {
    const field = fields.find((one) => one.name === name);
    if (field === undefined) {
      const near = context.guess(name, names);
      const at = { start: span.start + 1, end: span.start + 1 + name.length };
      const extras =
        near === undefined
          ? {}
          : {
              cure: `did you mean ${near}?`,
              ...(expansionAt(span) === undefined
                ? edited(context, `write ${near}`, [[at, near]])
                : {}),
            };
      const known = names.length === 0 ? "none" : listed(names);
      context.report("unknown-parameter", span, { callable, what, name, known }, extras);
      continue;
    }
    const [answer = "", part] = value.kind === "symbol" ? value.name.split(".") : [];
    if (part === undefined) checkLiteral(all, context, value, resolveType(all, field.type), span);
    else if (!answers.has(answer)) context.report("unknown-answer", span, { name: answer });
    else checkPart(all, context, answers.get(answer), part, span);
  }
}

/** Whether a value of a type, which is no entity, is an object on the wire: what it holds is its own affair. */
function hasKeys(all: Services, type: TypeRef): boolean {
  if (type.kind === "optional") return hasKeys(all, resolveType(all, type.item));
  if (type.kind !== "named")
    return type.kind === "primitive"
      ? type.name === "json"
      : ["map", "page", "patch", "member", "stream"].includes(type.kind);
  const owner = all.services.get(type.service);
  // What leads nowhere is reported as that.
  return owner === undefined || !owner.enums.some(({ name }) => name === type.name);
}

/** The entity that a type is, where it is there; `undefined` for all else. */
function entityOf(all: Services, written: TypeRef | undefined): Entity | undefined {
  const whole = written && resolveType(all, written);
  const type = whole?.kind === "optional" ? resolveType(all, whole.item) : whole;
  if (type?.kind !== "named") return undefined;
  const owner = all.services.get(type.service);
  return owner && findEntity(owner, type.name);
}

/** `made.id` is a field of what an earlier call answered, where that is an entity. */
function checkPart(
  all: Services,
  context: FileContext,
  answer: TypeRef | undefined,
  field: string,
  span: Span,
): void {
  const entity = entityOf(all, answer);
  if (entity === undefined || findField(entity, field) !== undefined) return;
  const names = entity.fields.map(({ name }) => name);
  const near = context.guess(field, names);
  const extras = near === undefined ? {} : { cure: `did you mean ${near}?` };
  const parameters = { entity: entity.name, field, known: listed(names) };
  context.report("unknown-member", span, parameters, extras);
}

function checkScenario(
  all: Services,
  context: FileContext,
  own: string,
  { steps }: Scenario,
): void {
  const answers = new Map<string, TypeRef | undefined>();
  let last: Extract<Step, { kind: "call" }> | undefined;
  for (const step of steps) {
    if (step.kind === "call") {
      last = step;
      const owner = all.services.get(step.rpc.service);
      const rpc = owner && findRpc(owner, step.rpc.name);
      // An rpc that leads nowhere is reported as that.
      if (rpc === undefined) continue;
      if (step.rpc.service !== own)
        context.report("scenario-elsewhere", step.rpc.span, { rpc: rpc.name, service: own });
      const callee = {
        name: rpc.name,
        what: "parameter",
        fields: rpc.input,
        at: step.rpc.span,
      } as const;
      given(all, context, callee, step.values, answers);
      if (rpc.output?.kind === "stream")
        context.report("stream-in-scenario", step.rpc.span, { rpc: rpc.name });
      if (rpc.output?.kind === "file" || rpc.input.some((field) => fileOf(field) !== undefined))
        context.report("file-in-scenario", step.rpc.span, { rpc: rpc.name });
      if (step.as !== undefined) answers.set(step.as, rpc.output);
    } else if (last === undefined) context.report("expect-before-call", step.span, {});
    else expected(all, context, last, step, answers);
  }
}

/** What is expected are an error of the last call, or fields of its answer. */
function expected(
  all: Services,
  context: FileContext,
  { rpc: ref }: Extract<Step, { kind: "call" }>,
  { values, error, span }: Extract<Step, { kind: "expect" }>,
  answers: ReadonlyMap<string, TypeRef | undefined>,
): void {
  const owner = all.services.get(ref.service);
  const rpc = owner && findRpc(owner, ref.name);
  if (rpc === undefined) return;
  const thrower = error && all.services.get(error.service);
  const isDeclared = thrower && error && findError(thrower, error.name) !== undefined;
  if (isDeclared === true && !rpc.errors.some((one) => isSame(one, error))) {
    const known = rpc.errors.length === 0 ? "none" : listed(rpc.errors.map(({ name }) => name));
    const parameters = { rpc: rpc.name, error: error.name, known };
    context.report("error-never-answered", error.span, parameters);
  }
  if (rpc.output === undefined && values.length > 0)
    context.report("nothing-answered", span, { name: rpc.name });
  const entity = entityOf(all, rpc.output);
  if (entity === undefined) {
    const type = rpc.output && resolveType(all, rpc.output);
    if (values.length > 0 && type !== undefined && !hasKeys(all, type))
      context.report("answer-without-fields", span, {
        name: rpc.name,
        type: typeText(type, ref.service),
      });
    return;
  }
  const callee = { name: entity.name, what: "field", fields: entity.fields, at: span } as const;
  known(all, context, callee, values, answers);
}

const isSame = (a: SymbolRef, b: SymbolRef): boolean =>
  a.service === b.service && a.name === b.name;
