import { outsideTouchesOf, type Touch } from "../graph/uses.ts";
import type { SymbolGraph } from "../graph/symbol-graph.ts";
import type { Model } from "../model/types.ts";
import type { OutsideConsumer } from "../model/universe-types.ts";
import type { Direction } from "./directions.ts";
import { overriddenUse, type Overrides } from "./overrides.ts";
import { worst } from "./rules.ts";
import type { AxisVerdict, Change, ChangeVerdict, ConflictRule, UseKind } from "./types.ts";

/** Consumers outside the universe that stand in both models, by name, with what they use of the older one. */
export interface Outside {
  readonly consumers: ReadonlyMap<string, OutsideConsumer>;
  readonly touches: readonly Touch[];
}

export function outsideOf(
  before: Model,
  after: Model,
  symbols: Iterable<string>,
  graph: SymbolGraph,
): Outside {
  const all = after.universe.surroundings.consumers;
  const consumers = new Map(all.map((one) => [one.name, one]));
  const touches = outsideTouchesOf(before, symbols, graph);
  return { consumers, touches: touches.filter(({ service }) => consumers.has(service)) };
}

/** Whether the message that holds the symbol is written by the consumer (a request) or by the provider (all others). */
export function consumerWrites({ kind }: Pick<Change, "kind">, use: UseKind): boolean {
  if (use === "constructs") return true;
  return use === "calls" && !kind.startsWith("rpc-output-") && !kind.startsWith("rpc-error-");
}

/**
 * The verdict for somebody whose code nobody here can see. It runs on as it is: what counts is whether its old version
 * understands the new provider. That its next build may break is unknown, since its language is.
 */
export function outsideVerdict(
  { consumers }: Outside,
  overrides: Overrides,
  rule: ConflictRule,
  travels: ReadonlySet<Direction> | undefined,
  { service: consumer, use }: Pick<Touch, "service" | "use">,
  via: readonly string[],
): ChangeVerdict {
  const { newReadsOld, oldReadsNew } = rule.corners;
  const corner = consumerWrites(rule, use) ? newReadsOld : oldReadsNew;
  const wire: AxisVerdict = travels?.size === 0 ? "compatible" : corner;
  const code = overriddenUse(overrides, rule, use, undefined);
  const source: AxisVerdict = code.verdict === "compatible" ? "compatible" : "unknown";
  const lag = consumers.get(consumer)?.lag;
  return {
    consumer,
    use,
    verdict: worst([wire, source]),
    rule: rule.id,
    via,
    outside: lag === undefined ? {} : { lag },
  };
}
