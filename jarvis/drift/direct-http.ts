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

function addressesIn(view: ServiceView, file: MirroredFile): Drift[] {
  const { literals, routes } = file.facts;
  const served = (one: LiteralFact): boolean =>
    routes.some(({ at }) => at.start <= one.at.start && one.at.end <= at.end);
  const asked = literals.filter((one) => !served(one));
  const targets = asked.flatMap((literal) => {
    const target = targetOf(view, file, literal);
    return target === undefined ? [] : [{ literal, ...target }];
  });
  // The name of an address and the path behind it are one call.
  const whole = new Set(targets.filter((one) => one.path).map((one) => one.service.name));
  return targets
    .filter((one) => one.path || !whole.has(one.service.name))
    .map(({ literal, service, symbol }) => told(view, file, literal, service, symbol));
}

interface Target {
  readonly service: Service;
  readonly symbol: string;
  /** Whether the text names a route, not only an address. */
  readonly path: boolean;
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
    return service && { service, symbol: `${service.name}/event:${event}`, path: true };
  }
  if (rpc !== undefined) {
    const service = named ?? universe.byRpc.get(rpc)?.[0];
    return service && { service, symbol: `${service.name}/rpc:${rpc}`, path: true };
  }
  return named && { service: named, symbol: named.name, path: host !== "" };
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
