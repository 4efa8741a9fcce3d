import type { Span } from "../base/span.ts";
import { diffModels } from "../delta/diff.ts";
import { reach } from "../delta/reach.ts";
import type { Change } from "../delta/types.ts";
import { symbolsOf } from "../model/symbols.ts";
import type { Model, Service } from "../model/types.ts";
import { usersOfAll } from "./hover.ts";

/** A line above a declaration: whom it reaches. */
export interface Lens {
  readonly span: Span;
  readonly symbol: string;
  readonly title: string;
}

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** What each declaration of a service reaches: what changed since the base by its verdicts, all else by who uses it. */
export function lensesOf(before: Model | undefined, after: Model, service: Service): Lens[] {
  const changes = before === undefined ? [] : changesOf(before, after, service);
  const kinds = new Set(["entity", "enum", "union", "alias", "rpc", "event", "error", "service"]);
  const declared = symbolsOf(service).filter(({ kind }) => kinds.has(kind));
  const users = usersOfAll(
    after,
    declared.map(({ symbol }) => symbol),
  );
  return declared.flatMap(({ symbol, kind, span }) => {
    const own = changes.filter((one) => isOf(one, symbol, kind === "service"));
    if (own.length > 0) return [{ span, symbol, title: changed(own, service.name) }];
    if (kind === "service") return [];
    const others = (users.get(symbol) ?? []).filter((one) => one !== service.name);
    return others.length === 0
      ? []
      : [{ span, symbol, title: `used by ${plural(others.length, "service")}` }];
  });
}

/** A model never changes, so neither does what lies between two; the base stays while the other is edited. */
const known = new WeakMap<Model, { readonly before: Model; readonly changes: readonly Change[] }>();

function changesOf(before: Model, after: Model, service: Service): readonly Change[] {
  let between = known.get(after);
  if (between?.before !== before) {
    between = { before, changes: changesBetween(before, after) };
    known.set(after, between);
  }
  return between.changes.filter((one) => one.service === service.name);
}

/** What changed by itself, with the verdicts of those whom it reaches. */
function changesBetween(before: Model, after: Model): readonly Change[] {
  const delta = diffModels(before, after);
  const reached = new Set(reach(before, after, delta).map((one) => one.service));
  return delta.changes
    .filter(({ cause }) => cause === undefined)
    .map((one) => ({
      ...one,
      verdicts: one.verdicts.filter(({ consumer }) => reached.has(consumer)),
    }));
}

/** Whether a change is one of a declaration or of something inside of it; all of a service count for the service. */
const isOf = ({ symbol }: Change, declared: string, whole: boolean): boolean =>
  whole || symbol === declared || symbol.startsWith(`${declared}.`);

function changed(changes: readonly Change[], own: string): string {
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
