import type { Span } from "../base/span.ts";
import { compareOne } from "../delta/compare.ts";
import { serviceVerdicts } from "../delta/judge.ts";
import type { ChangeVerdict } from "../delta/types.ts";
import { symbolsOf } from "../model/symbols.ts";
import type { Model, Service } from "../model/types.ts";

/** A line above a declaration: whom it reaches. */
export interface Lens {
  readonly span: Span;
  readonly symbol: string;
  readonly title: string;
}

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/**
 * What each declaration of a service reaches: what changed since the base by its verdicts, all else by who uses it
 * (`usersOf` a symbol). Only this service is compared with its older self.
 */
export function lensesOf(
  before: Model | undefined,
  after: Model,
  service: Service,
  usersOf: (symbol: string) => readonly string[],
): Lens[] {
  const changes = before === undefined ? [] : changesOf(before, after, service);
  const kinds = new Set(["entity", "enum", "union", "alias", "rpc", "event", "error", "service"]);
  return symbolsOf(service)
    .filter(({ kind }) => kinds.has(kind))
    .flatMap(({ symbol, kind, span }) => {
      const own = changes.filter((one) => isOf(one, symbol, kind === "service"));
      if (own.length > 0) return [{ span, symbol, title: changed(own, service.name) }];
      if (kind === "service") return [];
      const others = usersOf(symbol).filter((one) => one !== service.name);
      return others.length === 0
        ? []
        : [{ span, symbol, title: `used by ${plural(others.length, "service")}` }];
    });
}

/** A change of a service with what it means for others. */
interface Judged {
  readonly symbol: string;
  readonly verdicts: readonly ChangeVerdict[];
}

/** What changed in a service by itself, with the verdicts of those whom it reaches. */
function changesOf(before: Model, after: Model, { name }: Service): readonly Judged[] {
  const drafts = compareOne(before, after, name).filter(({ cause }) => cause === undefined);
  const verdicts = serviceVerdicts(before, after, drafts);
  return drafts.map((draft) => ({
    symbol: draft.symbol,
    verdicts: verdicts.get(draft) ?? [],
  }));
}

/** Whether a change is one of a declaration or of something inside of it; all of a service count for the service. */
const isOf = ({ symbol }: Judged, declared: string, whole: boolean): boolean =>
  whole || symbol === declared || symbol.startsWith(`${declared}.`);

function changed(changes: readonly Judged[], own: string): string {
  const verdicts = changes.flatMap((one) => one.verdicts);
  const services = new Set(verdicts.map(({ consumer }) => consumer));
  const breaks = new Set(
    verdicts.filter(({ verdict }) => verdict === "breaks").map(({ consumer }) => consumer),
  );
  services.add(own);
  const broken =
    breaks.size === 0 ? "none breaks" : `${breaks.size} ${breaks.size === 1 ? "breaks" : "break"}`;
  return `reaches ${plural(services.size, "service")}, ${broken}`;
}
