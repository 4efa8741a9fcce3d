import { derived, type Service } from "#intent";
import type { LiteralFact, MirroredFile } from "../mirror/facts.ts";
import { inIntent, placeIn } from "./places.ts";
import type { Drift, DriftRule } from "./types.ts";
import { universeOf, type UniverseIndex } from "./universe.ts";
import type { ServiceView } from "./view.ts";

/** Code speaks to another service past its stamped client, where no contract holds. */
export const directHttp: DriftRule = {
  code: "direct-http",
  category: "architectural-drift",
  severity: "error",
  what: "Code calls another service's route directly, past the stamped client and the intent.",
  find: (view) => view.own.flatMap((file) => addressesIn(view, file)),
};

/** Calls of other services by their address in a file: of each service those that say most of where they go. */
export function addressesIn(view: ServiceView, file: MirroredFile): Drift[] {
  const { literals, routes } = file.facts;
  const served = (one: LiteralFact): boolean =>
    routes.some(({ at }) => at.start <= one.at.start && one.at.end <= at.end);
  const asked = literals.filter((one) => !served(one));
  const targets = asked.flatMap((literal) => {
    const target = targetOf(view, file, literal);
    return target === undefined ? [] : [{ literal, ...target }];
  });
  // A setting, an address where it is not set, and the path behind them are one call.
  const most = new Map<string, number>();
  for (const { service, says } of targets)
    most.set(service.name, Math.max(says, most.get(service.name) ?? 0));
  return targets
    .filter((one) => one.says === most.get(one.service.name))
    .map(({ literal, service, symbol }) => told(view, file, literal, service, symbol));
}

interface Target {
  readonly service: Service;
  readonly symbol: string;
  /** How much the text says: a setting (0), an address (1), a route (2). */
  readonly says: number;
}

function targetOf(
  { model }: ServiceView,
  file: MirroredFile,
  { text }: LiteralFact,
): Target | undefined {
  const universe = universeOf(model);
  const [, rpc] = /\/rpc\/([\w-]+)/.exec(text) ?? [];
  const [, to, event] = /\/events\/([\w-]+)\/([\w-]+)/.exec(text) ?? [];
  const [, host = ""] = /:\/\/([\w-]+)/.exec(text) ?? [];
  const named = model.services.get(host) ?? addressed(universe, file, text);
  if (event !== undefined) {
    const service = model.services.get(to ?? "");
    return service && { service, symbol: `${service.name}/event:${event}`, says: 2 };
  }
  if (rpc !== undefined) {
    const service = named ?? servingHere(universe, file, rpc);
    return service && { service, symbol: `${service.name}/rpc:${rpc}`, says: 2 };
  }
  return named && { service: named, symbol: named.name, says: host === "" ? 0 : 1 };
}

/** Whose rpc a path without a host is: of those that serve one of that name, whose address the file holds. */
function servingHere(
  universe: UniverseIndex,
  { facts }: MirroredFile,
  rpc: string,
): Service | undefined {
  const serving = universe.byRpc.get(rpc) ?? [];
  const isHeld = ({ name }: Service): boolean =>
    facts.literals.some(
      ({ text }) =>
        universe.byAddress.get(text)?.name === name || /:\/\/([\w-]+)/.exec(text)?.[1] === name,
    );
  return serving.find(isHeld) ?? serving[0];
}

/** The service whose address a setting holds, unless the file makes its stamped client with it. */
function addressed(universe: UniverseIndex, file: MirroredFile, text: string): Service | undefined {
  const service = universe.byAddress.get(text);
  const client = service && derived.client(service.name);
  const made = file.facts.calls.some(
    ({ receiver, name }) => client === receiver || client === name,
  );
  return made ? undefined : service;
}

function told(
  view: ServiceView,
  file: MirroredFile,
  literal: LiteralFact,
  target: Service,
  symbol: string,
): Drift {
  const uses = view.service.uses.find((one) => one.service === target.name);
  const { service } = view;
  const [, rpc] = /\/rpc:(.*)$/.exec(symbol) ?? [];
  return {
    symbol,
    message: `${target.name} is called by its address, past the stamped client`,
    code: placeIn(file.path, literal.at),
    intent: inIntent(view, uses?.span ?? service.nameSpan ?? service.span),
    fix: {
      title:
        rpc === undefined
          ? `declare what is used of ${target.name} and call it through its stamped client`
          : `declare \`(uses ${target.name} (rpc ${rpc}))\` and call it through \`${derived.client(target.name)}\``,
    },
  };
}
