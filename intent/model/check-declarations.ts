import type { Span } from "../base/span.ts";
import type { LoadedService } from "./build.ts";
import { checkEngines, engineSpellings } from "./check-engines.ts";
import type { FileContext } from "./file-context.ts";
import { type Cure, deleted, optionDeleted } from "./fixes.ts";
import { derived, pascalCase } from "./names.ts";
import { ownTypes } from "./own-types.ts";
import { patchesIn } from "./patched.ts";
import {
  takenErrors,
  takenEvents,
  takenMethods,
  takenRpcs,
  takenTransitions,
  takenTypes,
} from "./taken-names.ts";
import type { Lifecycle, Service } from "./types.ts";

interface Named extends Lifecycle {
  readonly name: string;
  readonly nameSpan: Span;
  readonly span?: Span;
}

/** A name of stamped code and the declaration that it comes from. */
interface Claim {
  readonly spelling: string;
  readonly what: string;
  readonly name: string;
  readonly span: Span;
}

/** Names of a service's declarations: each once in its kind, and each spelling once in stamped code. */
export function checkDeclarations({ service, context }: LoadedService): void {
  const types = [...service.entities, ...service.enums, ...service.unions, ...service.aliases];
  checkUnique(context, types, "type");
  checkPatterns(context, service);
  checkUnique(context, service.errors, "error");
  checkUnique(context, service.rpcs, "rpc");
  checkUnique(context, service.events, "event");
  checkTaken(context, service);
  checkSpellings(context, service);
}

/** Names of the patterns: each once in its kind, and what is inside of one each once there. */
function checkPatterns(context: FileContext, service: Service): void {
  const { tools, machines, utils, engines, rules, everies } = service.patterns;
  checkUnique(context, tools, "tool");
  checkUnique(context, machines, "machine");
  checkUnique(context, utils, "util");
  checkUnique(context, engines, "engine");
  checkUnique(context, rules, "rule");
  for (const { members } of engines) checkUnique(context, members, "member");
  checkEngines(context, service);
  checkUnique(
    context,
    everies.map(({ handler, nameSpan }) => ({ name: handler, nameSpan })),
    "handler",
  );
}

function checkUnique(context: FileContext, list: readonly Named[], what: string): void {
  const first = new Map<string, Named>();
  for (const one of list) {
    const other = first.get(one.name);
    if (other === undefined) first.set(one.name, one);
    else {
      const notes = [{ message: "it is declared here first", span: other.nameSpan }];
      const fix = sameDeleted(context, one, other);
      context.report("duplicate-name", one.nameSpan, { name: one.name }, { notes, ...fix });
    }
  }
  for (const one of list) checkWas(context, one, first, what);
}

/** The cure of what is declared twice in the same words: it is there once too often. */
export function sameDeleted(
  context: FileContext,
  one: Pick<Named, "span">,
  other: Pick<Named, "span">,
): Cure {
  if (one.span === undefined || other.span === undefined) return {};
  const text = ({ start, end }: Span): string => context.written.slice(start, end);
  return text(one.span) === text(other.span)
    ? {
        cure: "delete the second one",
        ...deleted(context, one.span, "delete the second one"),
      }
    : {};
}

/** `:was` says that the old name is gone; where it still stands, the wire would have two things of one name. */
export function checkWas(
  context: FileContext,
  one: Named,
  names: ReadonlyMap<string, unknown>,
  what: string,
): void {
  if (one.was === undefined) return;
  const span = context.optionSpan(one, "was", one.nameSpan);
  if (one.was === one.name)
    context.report("was-itself", span, { name: one.name }, optionDeleted(context, span, "was"));
  else if (names.has(one.was)) context.report("was-taken", span, { was: one.was, what });
}

function checkTaken(context: FileContext, service: Service): void {
  const refuse: Refuse = (list, taken, what, because) => {
    for (const one of list)
      if (taken.has(one.name))
        context.report("name-taken", one.nameSpan, { what, name: one.name, because });
  };
  const builtIn = "stamped code says that name for something else";
  refuse(
    [...service.entities, ...service.enums, ...service.unions, ...service.aliases],
    takenTypes,
    "a type",
    builtIn,
  );
  refuse(service.rpcs, takenRpcs, "an rpc", "every client has a function of that name");
  refuse(service.rpcs, takenMethods, "an rpc", "in Rust every value has a method of that name");
  refuse(
    service.patterns.tools,
    takenMethods,
    "a tool",
    "in Rust every value has a method of that name",
  );
  refuse(service.events, takenEvents, "an event", "the publisher has a function of that name");
  refuse(
    service.errors,
    takenErrors,
    "an error",
    "every service answers with an error of that name",
  );
  refuse(service.patterns.utils, takenRpcs, "a util", "every service has a function of that name");
  refuse(
    service.patterns.utils,
    takenMethods,
    "a util",
    "in Rust every value has a method of that name",
  );
  refuse(service.patterns.rules, takenRpcs, "a rule", "every service has a function of that name");
  refuse(
    service.patterns.rules,
    takenMethods,
    "a rule",
    "in Rust every value has a method of that name",
  );
  checkTakenInside(service, refuse);
  const spelt = [
    ["a service", { name: service.name, nameSpan: service.nameSpan ?? service.span }] as const,
    ...service.errors.map((one) => ["an error", one] as const),
    ...service.events.map((one) => ["an event", one] as const),
    ...service.patterns.machines.map((one) => ["a machine", one] as const),
  ];
  for (const [what, one] of spelt) {
    const spelling = pascalCase(one.name);
    if (takenTypes.has(spelling))
      context.report("name-taken", one.nameSpan, {
        what,
        name: one.name,
        because: `${builtIn} (${spelling})`,
      });
  }
}

type Refuse = (
  list: readonly Named[],
  taken: ReadonlySet<string>,
  what: string,
  because: string,
) => void;

/** Transitions and guards are methods in stamped code. */
function checkTakenInside({ patterns }: Service, refuse: Refuse): void {
  const inRust = "in Rust every value has a method of that name";
  for (const { transitions } of patterns.machines) {
    refuse(
      transitions,
      takenTransitions,
      "a transition",
      "every machine has a function of that name",
    );
    refuse(transitions, takenMethods, "a transition", inRust);
    const guards = transitions.flatMap(({ guard, span }) =>
      guard === undefined ? [] : [{ name: guard, nameSpan: span }],
    );
    refuse(guards, takenMethods, "a guard", inRust);
  }
}

/** All types that stamped code declares for a service, in the order in which they win over each other. */
function* claimsOf(service: Service): Generator<Claim> {
  const nameSpan = service.nameSpan ?? service.span;
  yield {
    spelling: derived.service(service.name),
    what: "the service",
    name: service.name,
    span: nameSpan,
  };
  for (const one of [
    ...service.entities,
    ...service.enums,
    ...service.unions,
    ...service.aliases,
  ]) {
    yield {
      spelling: pascalCase(one.name),
      what: `the ${one.kind}`,
      name: one.name,
      span: one.nameSpan,
    };
  }
  for (const one of service.errors)
    yield {
      spelling: derived.error(one.name),
      what: "the error",
      name: one.name,
      span: one.nameSpan,
    };
  for (const one of service.events)
    yield {
      spelling: derived.event(one.name),
      what: "the event",
      name: one.name,
      span: one.nameSpan,
    };
  yield* claimsOfCalled("rpc", service.rpcs);
  yield* claimsOfCalled("tool", service.patterns.tools);
  for (const one of service.listeners) {
    yield {
      spelling: derived.listenerTrait(one.handler),
      what: "the handler",
      name: one.handler,
      span: one.span,
    };
  }
  for (const { handler: name, nameSpan: span } of service.patterns.everies)
    yield { spelling: derived.everyTrait(name), what: "the times of", name, span };
  for (const { name, nameSpan: span } of service.patterns.utils) {
    yield { spelling: derived.utilTrait(name), what: "the util", name, span };
    yield { spelling: derived.input(name), what: "the input of the util", name, span };
  }
  yield* claimsOfCalled("rule", service.patterns.rules);
  for (const engine of service.patterns.engines)
    for (const spelling of engineSpellings(engine))
      yield { spelling, what: "the engine", name: engine.name, span: engine.nameSpan };
  yield* claimsOfMachines(service);
  yield* claimsOfPatches(service);
  for (const { entity, span } of service.patterns.cruds)
    for (const spell of [derived.crudHandlers, derived.crudKeeper])
      yield { spelling: spell(entity.name), what: "the crud of", name: entity.name, span };
}

/** What is called with an input, and may answer with errors of its own. */
function* claimsOfCalled(what: string, list: readonly Named[]): Generator<Claim> {
  for (const { name, nameSpan: span } of list) {
    yield { spelling: derived.rpcTrait(name), what: `the ${what}`, name, span };
    yield { spelling: derived.input(name), what: `the input of the ${what}`, name, span };
    yield { spelling: derived.rpcError(name), what: `the errors of the ${what}`, name, span };
  }
}

/** The patches of the service's own entities, each once. */
function* claimsOfPatches(service: Service): Generator<Claim> {
  const own = new Map(
    ownTypes(service)
      .flatMap((type) => [...patchesIn(type)])
      .flatMap(({ item }) =>
        item.kind === "named" && item.service === service.name
          ? [[item.name, item.span] as const]
          : [],
      ),
  );
  for (const [name, span] of own)
    yield { spelling: derived.patch(name), what: "the patch of", name, span };
}

/** The types of machines, whose names are made of theirs. */
function* claimsOfMachines({ patterns }: Service): Generator<Claim> {
  for (const { name, nameSpan: span } of patterns.machines)
    for (const spell of [
      derived.machine,
      derived.machineStates,
      derived.machineGuards,
      derived.machineSteps,
      derived.machineRefusal,
      derived.machineMisuse,
      derived.machineAny,
    ])
      yield { spelling: spell(name), what: "the machine", name, span };
}

function checkSpellings(context: FileContext, service: Service): void {
  const claims = new Map<string, Claim>();
  for (const claim of claimsOf(service)) {
    const key = claim.spelling.toLowerCase();
    const other = claims.get(key);
    if (other === undefined) claims.set(key, claim);
    else if (!isDuplicate(claim, other)) reportCollision(context, claim, other);
  }
}

const types: ReadonlySet<string> = new Set(["the entity", "the enum", "the alias"]);

/** Two declarations of one name are reported as that, by the check of unique names; handlers have no such check. */
function isDuplicate(claim: Claim, other: Claim): boolean {
  if (claim.name !== other.name || claim.what === "the handler") return false;
  return claim.what === other.what || (types.has(claim.what) && types.has(other.what));
}

function reportCollision(context: FileContext, claim: Claim, other: Claim): void {
  const parameters = {
    what: claim.what,
    name: claim.name,
    other: `${other.what} \`${other.name}\``,
    spelling: claim.spelling,
  };
  context.report("name-collision", claim.span, parameters, {
    notes: [{ message: "the other one is here", span: other.span }],
  });
}
