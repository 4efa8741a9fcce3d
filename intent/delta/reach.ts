import { compareText } from "../graph/compare.ts";
import type { Model } from "../model/types.ts";
import { worst } from "./rules.ts";
import type { AxisVerdict, Delta, Reached, ReachReason } from "./types.ts";

/**
 * The services that a delta reaches, sorted by name, each with why and with the worst of its verdicts. A service is
 * listed when its own intent changed in meaning or when it uses what changed, directly or through the types of what it
 * uses; one that merely depends on a listed service is not. A service that is gone is not listed: nothing of it is left to do.
 */
export function reach(_before: Model, after: Model, delta: Delta): Reached[] {
  const found = new Map<string, Found>();
  for (const change of delta.changes) {
    const symbol = change.cause ?? change.symbol;
    for (const { consumer, use, verdict, via } of change.verdicts) {
      if (!after.services.has(consumer)) continue;
      const entry: Found = found.get(consumer) ?? { verdicts: [], reasons: new Map() };
      found.set(consumer, entry);
      entry.verdicts.push(verdict);
      for (const through of via ?? [change.symbol])
        entry.reasons.set(`${symbol} ${through} ${use}`, { symbol, via: through, use });
    }
  }
  return [...found]
    .sort(([a], [b]) => compareText(a, b))
    .map(([service, { verdicts, reasons }]) => ({
      service,
      expect: worst(verdicts),
      reasons: [...reasons.values()],
    }));
}

interface Found {
  readonly verdicts: AxisVerdict[];
  readonly reasons: Map<string, ReachReason>;
}
