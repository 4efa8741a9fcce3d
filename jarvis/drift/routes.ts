import { findEvent, type Listener } from "#intent";
import { inIntent, topOf } from "./places.ts";
import type { Drift, FilePlace } from "./types.ts";
import { stampedRoutes, type ServiceView } from "./view.ts";

/** Routes that the stamped router should have and, after an edit by hand, has not. */
export const missingRoutes = (view: ServiceView): Drift[] => {
  const { expected, found, path, state } = stampedRoutes(view);
  if (state !== "edited") return [];
  const standing = new Set(found.map((route) => route.path));
  return expected
    .filter((route) => !standing.has(route.path))
    .map((route): Drift => ({
      ...promised(view, route.path),
      message: `nothing is registered for ${route.method.toUpperCase()} ${route.path}, which the intent promises`,
      code: topOf(path),
      fix: { title: "stamp the routes again", command: `forge stamp ${view.service.name}` },
    }));
};

/** What a route stands for: an rpc, an event that is heard, or what every service has, such as `/health`. */
function promised(
  view: ServiceView,
  path: string,
): { readonly symbol: string; readonly intent: FilePlace } {
  const { service } = view;
  const [, name] = /^\/rpc\/(.*)$/.exec(path) ?? [];
  const [, owner, event] = /^\/events\/([^/]*)\/(.*)$/.exec(path) ?? [];
  const rpc = service.rpcs.find((one) => (one.was ?? one.name) === name);
  if (rpc !== undefined)
    return { symbol: `${service.name}/rpc:${rpc.name}`, intent: inIntent(view, rpc.nameSpan) };
  const listener = service.listeners.find(
    (one) => one.service === owner && wireName(view, one) === event,
  );
  return listener === undefined
    ? {
        symbol: `${service.name}/route:${path}`,
        intent: inIntent(view, service.nameSpan ?? service.span),
      }
    : {
        symbol: `${listener.service}/event:${listener.event}`,
        intent: inIntent(view, listener.span),
      };
}

/** An event that has a new name keeps its old path as long as `:was` stands. */
function wireName({ model }: ServiceView, listener: Listener): string {
  const owner = model.services.get(listener.service);
  const event = owner && findEvent(owner, listener.event);
  return event?.was ?? listener.event;
}
