import { compareText } from "../graph/compare.ts";
import { planOrder, type Edge } from "../graph/order.ts";
import { consumerWrites } from "./outside.ts";
import { ruleById, worst } from "./rules.ts";
import type { AxisVerdict, Change, Delta, WireRule } from "./types.ts";

/** Which of two services is deployed first; `phases` where neither mixed pair works. */
export type DeployOrder = "any" | "provider-first" | "consumer-first" | "phases";

/**
 * The square {old, new provider} × {old, new consumer} for one pair of services. Two of its corners are green by
 * definition (old with old, new with new); these are the mixed ones, that stand while a deployment is under way.
 */
export interface PairRollout {
  readonly provider: string;
  readonly consumer: string;
  readonly newProviderOldConsumer: AxisVerdict;
  readonly oldProviderNewConsumer: AxisVerdict;
  readonly order: DeployOrder;
  /** Symbols whose change decided, sorted; all that travel between the two where nothing is against any order. */
  readonly symbols: readonly string[];
  /** One sentence for people. */
  readonly sentence: string;
  /** Where the consumer is outside the universe: nobody here deploys it, and old versions live on for the lag. */
  readonly outside?: { readonly lag?: string };
}

export type PhaseName = "accept" | "switch" | "drop";
export interface Phase {
  readonly name: PhaseName;
  readonly services: readonly string[];
  readonly after: PhaseName | null;
}

export interface Rollout {
  /** Pairs that talk to each other over something that changed, sorted by provider, then consumer. */
  readonly pairs: readonly PairRollout[];
  /** Services in the order of deployment, those of one step in any order. Empty where any order will do. */
  readonly steps: readonly (readonly string[])[];
  /** Empty where no pair needs them. */
  readonly phases: readonly Phase[];
  readonly sentence: string;
}

interface Corners {
  newProviderOldConsumer: AxisVerdict;
  oldProviderNewConsumer: AxisVerdict;
  readonly deciding: Set<string>;
  readonly all: Set<string>;
  outside?: { readonly lag?: string };
}

/** What the wire axis says about deploying a delta: for each pair of services that talk, and for all of them together. */
export function rollout(delta: Delta): Rollout {
  const talks = new Map<string, Map<string, Corners>>();
  for (const change of delta.changes) {
    const row = change.rule === undefined ? undefined : ruleById(change.rule);
    const corners = change.corners ?? row?.corners;
    if (corners !== undefined) squareOf(change, corners, talks);
  }
  const pairs = [...talks].flatMap(([provider, consumers]) =>
    [...consumers].map(([consumer, corners]) => pairOf(provider, consumer, corners)),
  );
  pairs.sort((a, b) => compareText(a.provider, b.provider) || compareText(a.consumer, b.consumer));
  return { pairs, ...together(pairs) };
}

/** Adds one change's corners to every pair that talks over it. */
function squareOf(
  change: Change,
  corners: WireRule,
  talks: Map<string, Map<string, Corners>>,
): void {
  for (const { consumer, use, via, outside } of change.verdicts) {
    for (const through of via ?? []) {
      const provider = through.slice(0, through.indexOf("/"));
      if (provider === consumer || !/\/(rpc|event):/.test(through)) continue;
      const consumers = talks.get(provider) ?? new Map<string, Corners>();
      talks.set(provider, consumers);
      const found = consumers.get(consumer) ?? noTalk();
      consumers.set(consumer, found);
      if (outside !== undefined) found.outside = outside;
      // Stamped clients call an rpc by its name: a route that moved is missed by who is outside alone.
      const isMissed = change.kind !== "http-changed" || outside !== undefined;
      addCorner(found, change, consumerWrites(change, use), isMissed ? corners : understood);
    }
  }
}

const understood: WireRule = { newReadsOld: "compatible", oldReadsNew: "compatible" };

const noTalk = (): Corners => ({
  newProviderOldConsumer: "compatible",
  oldProviderNewConsumer: "compatible",
  deciding: new Set(),
  all: new Set(),
});

function addCorner(
  found: Corners,
  change: Change,
  writes: boolean,
  { newReadsOld, oldReadsNew }: WireRule,
): void {
  const symbol = change.cause ?? change.symbol;
  const newProvider = writes ? newReadsOld : oldReadsNew;
  const newConsumer = writes ? oldReadsNew : newReadsOld;
  found.newProviderOldConsumer = worst([found.newProviderOldConsumer, newProvider]);
  found.oldProviderNewConsumer = worst([found.oldProviderNewConsumer, newConsumer]);
  found.all.add(symbol);
  if (newProvider !== "compatible" || newConsumer !== "compatible") found.deciding.add(symbol);
}

function pairOf(provider: string, consumer: string, corners: Corners): PairRollout {
  const { newProviderOldConsumer, oldProviderNewConsumer, deciding, all, outside } = corners;
  const asked = orderOf(
    newProviderOldConsumer !== "compatible",
    oldProviderNewConsumer !== "compatible",
  );
  // Old versions of what is outside live on whoever is deployed first: only a provider that reads both forms serves them.
  const order = outside !== undefined && asked === "consumer-first" ? "phases" : asked;
  const symbols = [...(order === "any" ? all : deciding)].sort(compareText);
  const doubt =
    newProviderOldConsumer === "breaks" || oldProviderNewConsumer === "breaks"
      ? "does not"
      : "may not";
  const sentence = sentenceOf(order, provider, consumer, symbols.join(", "), doubt);
  return {
    provider,
    consumer,
    newProviderOldConsumer,
    oldProviderNewConsumer,
    order,
    symbols,
    sentence,
    ...(outside === undefined ? {} : { outside }),
  };
}

function orderOf(newProviderFails: boolean, newConsumerFails: boolean): DeployOrder {
  if (newProviderFails && newConsumerFails) return "phases";
  if (newProviderFails) return "consumer-first";
  return newConsumerFails ? "provider-first" : "any";
}

function sentenceOf(
  order: DeployOrder,
  provider: string,
  consumer: string,
  symbols: string,
  doubt: string,
): string {
  switch (order) {
    case "any":
      return `Deploy ${provider} and ${consumer} in any order: old and new understand each other about ${symbols}.`;
    case "provider-first":
      return `Deploy ${provider} before ${consumer}: a new ${consumer} ${doubt} understand an old ${provider} about ${symbols}.`;
    case "consumer-first":
      return `Deploy ${consumer} before ${provider}: an old ${consumer} ${doubt} understand a new ${provider} about ${symbols}.`;
    case "phases":
      return `Deploy ${provider} and ${consumer} in phases (accept, switch, drop): old and new do not understand each other about ${symbols}, whichever is first.`;
  }
}

/** One order for all pairs; where pairs ask for opposite orders, or for phases themselves, those services go in phases. */
function together(pairs: readonly PairRollout[]): Omit<Rollout, "pairs"> {
  const ordered = pairs.filter(({ order, outside }) => order !== "any" && outside === undefined);
  const held = pairs.filter(({ order, outside }) => order === "phases" && outside !== undefined);
  const holding = [...new Set(held.map(({ provider }) => provider))];
  const edges = ordered.flatMap(({ provider, consumer, order }): Edge[] => {
    if (order === "phases")
      return [
        [provider, consumer],
        [consumer, provider],
      ];
    return order === "provider-first" ? [[provider, consumer]] : [[consumer, provider]];
  });
  if (edges.length === 0 && holding.length === 0)
    return {
      steps: [],
      phases: [],
      sentence: "Deploy in any order: old and new understand each other.",
    };
  const { waves, cycles } = planOrder([...edges.flat(), ...holding], edges);
  const phased = [...new Set([...cycles.flat(), ...holding])].sort(compareText);
  if (phased.length === 0) {
    const order = waves.map((wave) => wave.join(" and ")).join(", then ");
    return { steps: waves, phases: [], sentence: `Deploy ${order}.` };
  }
  const names: readonly PhaseName[] = ["accept", "switch", "drop"];
  const phases = names.map((name, index) => ({
    name,
    services: phased,
    after: names[index - 1] ?? null,
  }));
  const sentence = `Deploy ${phased.join(", ")} in phases: accept (read both forms), switch (write the new one), drop (forget the old one)${waiting(held)}.`;
  return { steps: waves, phases, sentence };
}

/** What drop has to wait for. */
function waiting(held: readonly PairRollout[]): string {
  const names = [...new Set(held.map(({ consumer }) => consumer))].sort(compareText);
  return names.length === 0 ? "" : ` once no old ${names.join(", no old ")} is left`;
}
