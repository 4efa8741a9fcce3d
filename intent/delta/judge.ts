import { compareText } from "../graph/compare.ts";
import { symbolGraph, type SymbolGraph } from "../graph/symbol-graph.ts";
import { symbolOf, typeNode } from "../graph/symbols.ts";
import { touchesOf, type Touch } from "../graph/uses.ts";
import type { Language, Model, Service } from "../model/types.ts";
import { allowanceOf, allowedBreaks, type AllowedBreaks } from "./allowed.ts";
import { directionsOf, type Direction } from "./directions.ts";
import type { Draft } from "./draft.ts";
import { outsideOf, outsideVerdict, type Outside } from "./outside.ts";
import { overriddenRule, overriddenUse, overridesOf, type Overrides } from "./overrides.ts";
import { withoutOptional } from "./resolve.ts";
import { ruleFor, worst } from "./rules.ts";
import { sameInCode } from "./same-in-code.ts";
import {
  useKinds,
  type Axes,
  type Change,
  type ChangeVerdict,
  type ConflictRule,
  type UseKind,
} from "./types.ts";

/** Kinds that reach also those who only write the field as a type (`users/User.id`). */
const ofType: ReadonlySet<string> = new Set([
  "field-retyped",
  "field-became-optional",
  "field-became-required",
]);

/** Judges what was found: the axes by the directions in which the symbol travels, and every consumer by how it uses it. */
export function judge(before: Model, after: Model, drafts: readonly Draft[]): Change[] {
  if (drafts.length === 0) return [];
  const oldGraph = graphOf(before);
  const targets = new Map(drafts.map((draft) => [draft, targetsOf(before, oldGraph, draft)]));
  const wanted = new Set([...targets.values()].flat());
  const bySymbol = (all: readonly Touch[]): Map<string, Touch[]> =>
    Map.groupBy(all, ({ symbol }) => symbol);
  const touches = bySymbol(touchesOf(before, wanted, oldGraph));
  const outside = outsideOf(before, after, wanted, oldGraph);
  const outsideTouches = bySymbol(outside.touches);
  const overrides = overridesOf(after.universe);
  const court: Court = { before, after, overrides, outside, allowed: allowedBreaks(after) };
  const oldDirections = directionsOf(before, oldGraph);
  const newDirections = directionsOf(after, symbolGraph(after));
  return drafts.map((draft) => {
    const own = targets.get(draft) ?? [];
    const ways = [...own.map(oldDirections), newDirections(draft.symbol)].filter(
      (way) => way !== undefined,
    );
    // What is no symbol of a graph (a setting, a universe, a whole service) has no way to travel: its row stands as it is.
    const travels =
      ways.length === 0 || draft.kind === "service-removed"
        ? undefined
        : ways.reduce((all, way) => all.union(way), new Set<Direction>());
    const touching = own.flatMap((symbol) => touches.get(symbol) ?? []);
    const touchingOutside = own.flatMap((symbol) => outsideTouches.get(symbol) ?? []);
    return judged(court, draft, travels, touching, touchingOutside);
  });
}

/**
 * What some changes mean for the services of the newer model, change by change: the verdicts of {@link judge} without the
 * axes, and so without a look at the newer model's graph.
 */
export function serviceVerdicts(
  before: Model,
  after: Model,
  drafts: readonly Draft[],
): ReadonlyMap<Draft, readonly ChangeVerdict[]> {
  if (drafts.length === 0) return new Map();
  const graph = graphOf(before);
  const targets = new Map(drafts.map((draft) => [draft, targetsOf(before, graph, draft)]));
  const touches = Map.groupBy(
    touchesOf(before, new Set([...targets.values()].flat()), graph),
    ({ symbol }) => symbol,
  );
  const court = { before, after, overrides: overridesOf(after.universe) };
  return new Map(
    drafts.map((draft) => {
      const touching = (targets.get(draft) ?? []).flatMap((symbol) => touches.get(symbol) ?? []);
      const rule = overriddenRule(court.overrides, ruleFor(draft.kind, draft.conditions));
      return [draft, insideVerdicts(court, draft, rule, touching)];
    }),
  );
}

/** A model never changes, so its graph is made once: an editor asks about one base again and again. */
const graphs = new WeakMap<Model, SymbolGraph>();

function graphOf(model: Model): SymbolGraph {
  const graph = graphs.get(model) ?? symbolGraph(model);
  graphs.set(model, graph);
  return graph;
}

/** The older model's symbols whose users a change touches. */
function targetsOf(before: Model, graph: SymbolGraph, draft: Draft): string[] {
  if (draft.kind === "service-removed") {
    const service = before.services.get(draft.service);
    return service === undefined ? [] : declaredSymbols(service);
  }
  const type = typeNode(draft.touched);
  return [ofType.has(draft.kind) && graph.numbers.has(type) ? type : draft.touched];
}

function declaredSymbols(service: Service): string[] {
  const named = [...service.entities, ...service.enums, ...service.unions, ...service.aliases].map(
    ({ name }) => symbolOf.type(service.name, name),
  );
  const errors = service.errors.map(({ name }) => symbolOf.error(service.name, name));
  const rpcs = service.rpcs.map(({ name }) => symbolOf.rpc(service.name, name));
  return [
    ...named,
    ...errors,
    ...rpcs,
    ...service.events.map(({ name }) => symbolOf.event(service.name, name)),
  ];
}

/** What services are judged with. */
interface Bench {
  readonly before: Model;
  readonly after: Model;
  readonly overrides: Overrides;
}

/** What every judgement is made with. */
interface Court extends Bench {
  readonly outside: Outside;
  readonly allowed: AllowedBreaks;
}

function judged(
  court: Court,
  draft: Draft,
  travels: ReadonlySet<Direction> | undefined,
  touches: readonly Touch[],
  outsideTouches: readonly Touch[],
): Change {
  const { conditions, touched: _touched, likeness: _likeness, ...said } = draft;
  const row = ruleFor(draft.kind, conditions);
  const rule = overriddenRule(court.overrides, row);
  const axes = travels === undefined ? rule.axes : axesOf(rule, travels);
  const verdicts = [
    ...insideVerdicts(court, draft, rule, touches),
    ...outsideVerdicts(court, rule, travels, outsideTouches),
  ];
  const breaking =
    axes.source !== "compatible" || axes.wire !== "compatible" || axes.stored !== "compatible";
  const allowed = breaking ? allowanceOf(court.allowed, draft) : undefined;
  return {
    ...said,
    axes,
    breaking,
    verdicts,
    rule: rule.id,
    ...(rule === row ? {} : { corners: rule.corners }),
    ...(allowed === undefined ? {} : { allowed }),
  };
}

/** Verdicts for the services that touched the symbol, and for its owner. */
const insideVerdicts = (
  bench: Bench,
  draft: Draft,
  rule: ConflictRule,
  touches: readonly Touch[],
): ChangeVerdict[] => [
  ...consumerVerdicts(bench, draft, rule, touches),
  ...ownerVerdicts(bench, draft, touches),
];

/** Verdicts for those outside who touched the symbol, sorted by name, one for each use. */
function outsideVerdicts(
  { outside, overrides }: Court,
  rule: ConflictRule,
  travels: ReadonlySet<Direction> | undefined,
  touches: readonly Touch[],
): ChangeVerdict[] {
  const reached = touches.filter((touch) => canReach(rule, touch, ""));
  const groups = [...Map.groupBy(reached, ({ service, use }) => `${service} ${use}`)];
  return groups
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, [first, ...more]]) => {
      if (first === undefined) return [];
      const via = [...new Set([first, ...more].map((touch) => touch.via))].sort(compareText);
      return [outsideVerdict(outside, overrides, rule, travels, first, via)];
    });
}

/**
 * The axes of a row for a symbol that travels in these directions. In a request the old consumer writes and the new
 * provider reads; in answers and events it is the old consumer that reads what the new provider writes.
 */
function axesOf({ axes, corners }: ConflictRule, travels: ReadonlySet<Direction>): Axes {
  const wire = worst([
    travels.has("request") ? corners.newReadsOld : "compatible",
    travels.has("response") || travels.has("event") ? corners.oldReadsNew : "compatible",
  ]);
  return { source: axes.source, wire, stored: travels.has("stored") ? axes.stored : "compatible" };
}

/** Verdicts for everybody who touched the symbol in the older model, still stands, and is one whom the row can reach. */
function consumerVerdicts(
  bench: Bench,
  draft: Draft,
  rule: ConflictRule,
  touches: readonly Touch[],
): ChangeVerdict[] {
  const reached = touches.filter(
    (touch) => bench.after.services.has(touch.service) && canReach(rule, touch, draft.service),
  );
  const byConsumer = [...Map.groupBy(reached, ({ service }) => service)];
  const verdicts: ChangeVerdict[] = [];
  for (const [consumer, own] of byConsumer.sort(([a], [b]) => compareText(a, b))) {
    for (const use of useKinds) {
      const via = new Set(own.filter((touch) => touch.use === use).map((touch) => touch.via));
      if (via.size > 0)
        verdicts.push(verdictFor(bench, draft, consumer, use, [...via].sort(compareText)));
    }
  }
  return verdicts;
}

function canReach({ reach }: ConflictRule, { service, use }: Touch, owner: string): boolean {
  if (reach === "users") return true;
  if (reach === "namers") return use === "references";
  return reach === "owner" && service === owner;
}

/** An owner that did not touch the symbol before (it is new, or no symbol of the graph) is judged by every use of the row. */
function ownerVerdicts(bench: Bench, draft: Draft, touches: readonly Touch[]): ChangeVerdict[] {
  const owner = draft.service;
  if (!bench.after.services.has(owner) || touches.some(({ service }) => service === owner))
    return [];
  const rule = ruleFor(draft.kind, draft.conditions);
  const uses = useKinds.filter((use) => rule.uses[use] !== undefined);
  const all: readonly UseKind[] =
    uses.length === 0 || rule.reach === "users" ? ["references"] : uses;
  return all.map((use) => verdictFor(bench, draft, owner, use, [draft.symbol]));
}

function verdictFor(
  { before, after, overrides }: Bench,
  draft: Draft,
  consumer: string,
  use: UseKind,
  via: readonly string[],
): ChangeVerdict {
  const language =
    (before.services.get(consumer) ?? after.services.get(consumer))?.language ?? "typescript";
  const conditions = notNoticed(draft, language)
    ? [...draft.conditions, "same-code-type" as const]
    : draft.conditions;
  const rule = ruleFor(draft.kind, conditions);
  return { consumer, use, ...overriddenUse(overrides, rule, use, language), via };
}

/** Whether a change of type leaves the language's own type as it was. That it became optional is a change of its own. */
function notNoticed({ kind, fromType, toType }: Draft, language: Language): boolean {
  if (fromType === undefined || toType === undefined) return false;
  if (kind === "rpc-output-changed" || kind === "answer-changed")
    return sameInCode(language, fromType, toType);
  return sameInCode(language, withoutOptional(fromType), withoutOptional(toType));
}
