import type {
  DeltaKind,
  Entity,
  Enum,
  Case,
  EventDeclaration,
  Every,
  Field,
  Model,
  Patterns,
  Rpc,
  Service,
  Tool,
  Union,
} from "#intent";

/** Changes a service so that a change of `kind` must be found; `undefined` where the service has nothing to change so. */
export interface Mutation {
  readonly kind: DeltaKind;
  readonly apply: (service: Service, pick: number) => Service | undefined;
}

/** The model with one of its services changed, or `undefined` where it could not be. */
export function mutate(model: Model, { apply }: Mutation, pick: number): Model | undefined {
  const services = [...model.services.values()];
  for (let step = 0; step < services.length; step++) {
    const service = services[(pick + step) % services.length];
    const changed = service && apply(service, pick);
    if (changed !== undefined)
      return { ...model, services: new Map(model.services).set(changed.name, changed) };
  }
  return undefined;
}

/** Lists of a service that hold named things with fields. */
const replaced = <T>(list: readonly T[], index: number, value: T | undefined): T[] =>
  value === undefined ? list.toSpliced(index, 1) : list.toSpliced(index, 1, value);

const inEntity = (
  kind: DeltaKind,
  change: (entity: Entity, pick: number) => Entity | null | undefined,
): Mutation => ({
  kind,
  apply: (service, pick) => {
    const index = pick % Math.max(service.entities.length, 1);
    const entity = service.entities[index];
    const changed = entity && change(entity, pick);
    if (changed === undefined) return undefined;
    return { ...service, entities: replaced(service.entities, index, changed ?? undefined) };
  },
});

const inField = (kind: DeltaKind, change: (field: Field) => Field | null | undefined): Mutation =>
  inEntity(kind, (entity, pick) => {
    const index = pick % Math.max(entity.fields.length, 1);
    const field = entity.fields[index];
    const changed = field && change(field);
    return changed === undefined
      ? undefined
      : { ...entity, fields: replaced(entity.fields, index, changed ?? undefined) };
  });

const inEnum = (kind: DeltaKind, change: (one: Enum) => Enum | null): Mutation => ({
  kind,
  apply: (service, pick) => {
    const index = pick % Math.max(service.enums.length, 1);
    const one = service.enums[index];
    return one && { ...service, enums: replaced(service.enums, index, change(one) ?? undefined) };
  },
});

const inUnion = (kind: DeltaKind, change: (one: Union) => Union | null | undefined): Mutation => ({
  kind,
  apply: (service, pick) => {
    const index = pick % Math.max(service.unions.length, 1);
    const one = service.unions[index];
    const changed = one && change(one);
    return changed === undefined
      ? undefined
      : { ...service, unions: replaced(service.unions, index, changed ?? undefined) };
  },
});

const inCase = (kind: DeltaKind, change: (one: Case) => Case | undefined): Mutation =>
  inUnion(kind, (union) => {
    const [first, ...rest] = union.cases;
    const changed = first && change(first);
    return changed && { ...union, cases: [changed, ...rest] };
  });

const inRpc = (kind: DeltaKind, change: (rpc: Rpc) => Rpc | null | undefined): Mutation => ({
  kind,
  apply: (service, pick) => {
    const index = pick % Math.max(service.rpcs.length, 1);
    const rpc = service.rpcs[index];
    const changed = rpc && change(rpc);
    return changed === undefined
      ? undefined
      : { ...service, rpcs: replaced(service.rpcs, index, changed ?? undefined) };
  },
});

const inEvent = (
  kind: DeltaKind,
  change: (event: EventDeclaration) => EventDeclaration | null,
): Mutation => ({
  kind,
  apply: (service, pick) => {
    const index = pick % Math.max(service.events.length, 1);
    const event = service.events[index];
    return (
      event && { ...service, events: replaced(service.events, index, change(event) ?? undefined) }
    );
  },
});

const span = { start: 0, end: 0 };
const field: Field = {
  name: "brand-new",
  type: { kind: "primitive", name: "duration", span },
  key: false,
  unique: false,
  constraints: {},
  span,
  nameSpan: span,
};
const renamed = <T extends { readonly name: string }>(one: T): T => ({
  ...one,
  name: "quite-new",
  was: one.name,
});
const documented = <T>(one: T): T => ({ ...one, doc: "Said in other words." });

const inPatterns = (
  kind: DeltaKind,
  change: (patterns: Patterns, service: Service) => Partial<Patterns> | undefined,
): Mutation => ({
  kind,
  apply: (service) => {
    const changed = change(service.patterns, service);
    return changed && { ...service, patterns: { ...service.patterns, ...changed } };
  },
});
const inTool = (kind: DeltaKind, change: (tool: Tool) => Tool | undefined): Mutation =>
  inPatterns(kind, ({ tools: [first, ...rest] }) => {
    const changed = first && change(first);
    return changed && { tools: [changed, ...rest] };
  });
const inEvery = (kind: DeltaKind, change: (every: Every) => Every): Mutation =>
  inPatterns(
    kind,
    ({ everies: [first, ...rest] }) => first && { everies: [change(first), ...rest] },
  );
const callable = { name: "quite-new", input: [field], output: field.type, span, nameSpan: span };
const state = { name: "on", span };

export const mutations: readonly Mutation[] = [
  inPatterns("tool-added", ({ tools }) => ({
    tools: [...tools, { kind: "tool", ...callable, errors: [], clauses: {} }],
  })),
  inPatterns("tool-removed", ({ tools }) =>
    tools.length === 0 ? undefined : { tools: tools.slice(1) },
  ),
  inTool("tool-renamed", renamed),
  inTool("tool-doc-changed", documented),
  inTool("parameter-added", (tool) => ({ ...tool, input: [field, ...tool.input] })),
  inTool("answer-changed", (tool) => ({
    ...tool,
    output: { kind: "map", key: field.type, value: field.type, span },
  })),
  inTool("answer-error-removed", (tool) =>
    tool.errors.length === 0 ? undefined : { ...tool, errors: [] },
  ),
  inEvery("every-time-changed", (every) => ({ ...every, cron: "59 23 * * *" })),
  inEvery("every-handler-changed", (every) => ({ ...every, handler: "quite-new" })),
  inEvery("catch-up-changed", (every) => ({ ...every, clauses: { catchUp: "all" } })),
  inPatterns("util-added", ({ utils }) => ({
    utils: [...utils, { kind: "util", ...callable, examples: [] }],
  })),
  inPatterns("engine-added", ({ engines }) => ({
    engines: [
      ...engines,
      {
        kind: "engine",
        name: "quite-new",
        members: [{ kind: "query", ...callable, errors: [] }],
        invariants: [],
        span,
        nameSpan: span,
      },
    ],
  })),
  inPatterns("rule-added", ({ rules }) => ({
    rules: [...rules, { kind: "rule", ...callable, errors: [], hooks: [] }],
  })),
  inPatterns("machine-added", ({ machines }) => ({
    machines: [
      ...machines,
      {
        kind: "machine",
        name: "quite-new",
        initial: state,
        states: [state],
        transitions: [],
        span,
        nameSpan: span,
      },
    ],
  })),
  inPatterns("crud-added", ({ cruds }, { name, entities: [entity] }) =>
    entity === undefined
      ? undefined
      : {
          cruds: [
            ...cruds,
            {
              kind: "crud",
              entity: { service: name, name: entity.name, span },
              path: "/quite-new",
              store: "sqlite",
              span,
            },
          ],
        },
  ),
  inPatterns("scenario-added", ({ scenarios }) => ({
    scenarios: [...scenarios, { kind: "scenario", text: "It works.", steps: [], span }],
  })),
  inRpc("http-changed", (rpc) => ({ ...rpc, clauses: { http: { method: "put", path: "/new" } } })),
  inRpc("auth-changed", (rpc) => ({ ...rpc, clauses: { auth: ["quite-new"] } })),
  inRpc("timeout-changed", (rpc) => ({ ...rpc, clauses: { timeout: "987s" } })),
  { kind: "bench-changed", apply: (one) => ({ ...one, bench: ["true"] }) },
  {
    kind: "contract-changed",
    apply: (one) => ({ ...one, foreign: { contracts: ["new.yaml"], code: [] } }),
  },
  inField("field-removed", () => null),
  inField("field-renamed", renamed),
  inField("field-retyped", (one) => ({
    ...one,
    type: { kind: "map", key: field.type, value: field.type, span },
  })),
  inField("field-became-optional", (one) =>
    one.type.kind === "primitive"
      ? { ...one, type: { kind: "optional", item: one.type, span } }
      : undefined,
  ),
  inField("field-became-required", (one) =>
    one.type.kind === "optional" ? { ...one, type: one.type.item } : undefined,
  ),
  inField("field-default-changed", (one) => ({
    ...one,
    default: { kind: "number", text: "-987654321" },
  })),
  inField("field-key-changed", (one) => ({ ...one, key: !one.key })),
  inField("field-unique-changed", (one) => ({ ...one, unique: !one.unique })),
  inField("field-wire-changed", (one) => ({ ...one, wire: "quiteElse" })),
  inField("field-constraint-changed", (one) => ({ ...one, constraints: { min: "-987654321" } })),
  inField("field-doc-changed", documented),
  inEntity("field-added", (entity) => ({ ...entity, fields: [...entity.fields, field] })),
  inEntity("field-order-changed", (entity) =>
    entity.fields.length < 2 ? undefined : { ...entity, fields: entity.fields.toReversed() },
  ),
  inEntity("entity-removed", () => null),
  inEntity("entity-renamed", (entity) => ({ ...renamed(entity), name: "QuiteNew" })),
  inEntity("entity-doc-changed", documented),
  inEntity("lifecycle-changed", (entity) => ({ ...entity, since: "v99" })),
  inEnum("enum-removed", () => null),
  inEnum("enum-renamed", (one) => ({ ...renamed(one), name: "QuiteNew" })),
  inEnum("variant-added", (one) => ({
    ...one,
    variants: [...one.variants, { name: "quite-new", span, nameSpan: span }],
  })),
  inEnum("variant-removed", (one) => ({ ...one, variants: one.variants.slice(1) })),
  inEnum("variant-renamed", (one) => ({
    ...one,
    variants: one.variants.map((variant, index) => (index === 0 ? renamed(variant) : variant)),
  })),
  inUnion("union-removed", () => null),
  inUnion("union-renamed", (one) => ({ ...renamed(one), name: "QuiteNew" })),
  inUnion("union-doc-changed", documented),
  inUnion("case-added", (one) => ({
    ...one,
    cases: [...one.cases, { name: "quite-new", fields: [field], span, nameSpan: span }],
  })),
  inUnion("case-removed", (one) => ({ ...one, cases: one.cases.slice(1) })),
  inUnion("case-order-changed", (one) =>
    one.cases.length < 2 ? undefined : { ...one, cases: one.cases.toReversed() },
  ),
  inCase("case-renamed", renamed),
  inCase("case-wire-changed", (one) => ({ ...one, wire: "quiteElse" })),
  inCase("case-doc-changed", documented),
  inCase("field-added", (one) => ({ ...one, fields: [...one.fields, field] })),
  inRpc("rpc-removed", () => null),
  inRpc("rpc-renamed", renamed),
  inRpc("rpc-doc-changed", documented),
  inRpc("parameter-added", (rpc) => ({ ...rpc, input: [field, ...rpc.input] })),
  inRpc("parameter-removed", (rpc) =>
    rpc.input.length === 0 ? undefined : { ...rpc, input: rpc.input.slice(1) },
  ),
  inRpc("rpc-output-changed", (rpc) => ({
    ...rpc,
    output: { kind: "map", key: field.type, value: field.type, span },
  })),
  inRpc("rpc-error-removed", (rpc) =>
    rpc.errors.length === 0 ? undefined : { ...rpc, errors: [] },
  ),
  inEvent("event-removed", () => null),
  inEvent("event-renamed", renamed),
  inEvent("field-added", (event) => ({ ...event, fields: [...event.fields, field] })),
  { kind: "service-doc-changed", apply: documented },
  {
    kind: "governance-changed",
    apply: (one) => ({
      ...one,
      governance: one.governance === "polisher" ? "newborn" : "polisher",
    }),
  },
  {
    kind: "language-changed",
    apply: (one) => ({ ...one, language: one.language === "rust" ? "python" : "rust" }),
  },
  {
    kind: "broker-changed",
    apply: (one) => ({ ...one, broker: one.broker === "nats" ? "http" : "nats" }),
  },
  { kind: "gates-changed", apply: (one) => ({ ...one, gates: { test: ["true"] } }) },
  { kind: "limits-changed", apply: (one) => ({ ...one, limits: { minutes: 987 } }) },
  {
    kind: "gap-added",
    apply: (one) => ({ ...one, gaps: [...one.gaps, { text: "Who knows?", span }] }),
  },
  { kind: "config-added", apply: (one) => ({ ...one, config: [...one.config, field] }) },
  {
    kind: "uses-removed",
    apply: (one) => (one.uses.length === 0 ? undefined : { ...one, uses: [] }),
  },
  {
    kind: "listener-removed",
    apply: (one) => (one.listeners.length === 0 ? undefined : { ...one, listeners: [] }),
  },
  {
    kind: "listener-handler-changed",
    apply: (one) =>
      one.listeners.length === 0
        ? undefined
        : {
            ...one,
            listeners: one.listeners.map((each) => ({ ...each, handler: `quite-${each.handler}` })),
          },
  },
];
