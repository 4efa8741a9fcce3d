import type { Diagnostic } from "../base/diagnostic.ts";
import type { AllowedBreak } from "../model/pattern-types.ts";
import type { Model } from "../model/types.ts";
import { deltaProblem } from "./messages.ts";
import type { Change } from "./types.ts";

/** Accepted breaks by the full symbol that they are about. */
export type AllowedBreaks = ReadonlyMap<string, AllowedBreak>;

/** The breaks that the universe and its services accept; what a service says comes before what the universe does. */
export function allowedBreaks({ universe, services }: Model): AllowedBreaks {
  const found = new Map<string, AllowedBreak>();
  const add = (symbol: string, one: AllowedBreak): void => {
    if (!found.has(symbol)) found.set(symbol, one);
  };
  for (const { name, allowed } of services.values())
    for (const one of allowed)
      add(one.symbol.includes("/") ? one.symbol : `${name}/${one.symbol}`, one);
  for (const one of universe.surroundings.allowed) add(one.symbol, one);
  return found;
}

/** The symbol, everything that it is a member of, and its service: `users/User.id`, `users/User`, `users`. */
function* holdersOf(symbol: string): Generator<string> {
  yield symbol;
  const slash = symbol.indexOf("/");
  for (let at = symbol.lastIndexOf("."); at > slash; at = symbol.lastIndexOf(".", at - 1))
    yield symbol.slice(0, at);
  if (slash !== -1) yield symbol.slice(0, slash);
}

/**
 * What accepts a change: a break of its symbol (as it is or was called), of what that is a member of, or of what it
 * follows from. Whether the date is past is not asked here.
 */
export function allowanceOf(
  all: AllowedBreaks,
  { symbol, fromSymbol, cause }: Pick<Change, "symbol" | "fromSymbol" | "cause">,
): Change["allowed"] {
  if (all.size === 0) return undefined;
  for (const one of [symbol, fromSymbol, cause]) {
    if (one === undefined) continue;
    for (const holder of holdersOf(one)) {
      const found = all.get(holder);
      if (found === undefined) continue;
      const { until, because } = found;
      return because === undefined ? { until } : { until, because };
    }
  }
  return undefined;
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** Reports accepted breaks whose last day is before `today` (`2026-12-31`); they stand in the intents and accept nothing. */
export function expiredBreaks({ universe, services }: Model, today: string): Diagnostic[] {
  const expired = (file: string, all: readonly AllowedBreak[]): Diagnostic[] =>
    all
      .filter(({ until }) => isDay(until) && until < today)
      .map(({ symbol, until, untilSpan }) =>
        deltaProblem("break-expired", file, untilSpan, { symbol, until, today }),
      );
  return [
    ...expired(universe.file, universe.surroundings.allowed),
    ...[...services.values()].flatMap(({ file, allowed }) => expired(file, allowed)),
  ];
}
