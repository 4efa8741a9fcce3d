import { inIntent, topOf } from "./places.ts";
import type { Drift } from "./types.ts";
import { stampedRoutes, type ServiceView } from "./view.ts";

/** Routes that the stamped router should have and, after an edit by hand, has not. */
export const missingRoutes = (view: ServiceView): Drift[] => {
  const { expected, found, path, state } = stampedRoutes(view);
  if (state !== "edited") return [];
  const standing = new Set(found.map((route) => route.path));
  return expected
    .filter((route) => !standing.has(route.path))
    .map((route): Drift => {
      const [, rpc] = /^\/rpc\/(.*)$/.exec(route.path) ?? [];
      const [, owner, event] = /^\/events\/([^/]*)\/(.*)$/.exec(route.path) ?? [];
      const { service } = view;
      const declared =
        service.rpcs.find((one) => (one.was ?? one.name) === rpc) ??
        service.listeners.find((one) => one.service === owner && one.event === event);
      const name = declared !== undefined && "name" in declared ? declared.name : rpc;
      return {
        symbol: name === undefined ? `${owner}/event:${event}` : `${service.name}/rpc:${name}`,
        message: `nothing is registered for ${route.method.toUpperCase()} ${route.path}, which the intent promises`,
        code: topOf(path),
        ...(declared === undefined ? {} : { intent: inIntent(view, declared.span) }),
        fix: { title: "stamp the routes again", command: `forge stamp ${service.name}` },
      };
    });
};
