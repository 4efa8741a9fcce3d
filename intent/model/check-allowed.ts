import type { Diagnostic } from "../base/diagnostic.ts";
import type { LoadedService } from "./build.ts";
import { modelProblem } from "./messages.ts";
import type { Services } from "./resolve-type.ts";
import { lookup, symbolsOf } from "./symbols.ts";
import type { Universe } from "./types.ts";

/**
 * Accepted breaks of what nobody declares. A change that takes a thing away is accepted by its old name, and what was
 * renamed by either of its names, so that this is no error.
 */
export function checkAllowed(all: Services, { service, context }: LoadedService): void {
  for (const { symbol, span } of service.allowed) {
    const whole = symbol.includes("/") ? symbol : `${service.name}/${symbol}`;
    if (!isKnown(all, whole)) context.report("break-unknown", span, { symbol });
  }
}

/** The same for what the universe accepts, which names services. */
export const checkUniverseAllowed = (
  { file, surroundings }: Universe,
  services: Services["services"],
): Diagnostic[] =>
  surroundings.allowed.flatMap(({ symbol, span }) =>
    isKnown({ services }, symbol) ? [] : [modelProblem("break-unknown", file, span, { symbol })],
  );

/** Whether a symbol is declared, or its last name is what something beside it was called before. */
function isKnown(all: Services, symbol: string): boolean {
  if (lookup(all, symbol) !== undefined) return true;
  const service = all.services.get(symbol.slice(0, symbol.indexOf("/")));
  const owner = symbol.slice(0, symbol.length - lastName(symbol).length);
  return (service === undefined ? [] : symbolsOf(service)).some((one) => {
    if (one.symbol !== owner + lastName(one.symbol)) return false;
    const found = lookup(all, one.symbol)?.value;
    return found !== undefined && "was" in found && found.was === lastName(symbol);
  });
}

/** What stands behind the last dot, colon or slash of a symbol. */
const lastName = (symbol: string): string => /[^./:]*$/.exec(symbol)?.[0] ?? symbol;
