import { inIntent, placeIn } from "./places.ts";
import type { Drift, DriftRule } from "./types.ts";
import { stampedRoutes, type ServiceView } from "./view.ts";

/** Routes that hand-written code adds, and those that somebody wrote into the stamped router. */
export const undeclaredRoute: DriftRule = {
  code: "undeclared-route",
  category: "architectural-drift",
  severity: "error",
  what: "Code serves a route that no intent declares.",
  find: (view) => [...added(view), ...edited(view)],
};

const symbolOf = ({ service }: ServiceView, path: string): string => {
  const [, rpc] = /^\/rpc\/(.*)$/.exec(path) ?? [];
  const [, owner, event] = /^\/events\/([^/]*)\/(.*)$/.exec(path) ?? [];
  if (rpc !== undefined) return `${service.name}/rpc:${rpc}`;
  return event === undefined ? `${service.name}/route:${path}` : `${owner}/event:${event}`;
};

function added(view: ServiceView): Drift[] {
  const { service } = view;
  return view.own.flatMap((file) =>
    file.facts.routes
      .filter((route) => !["/health", "/ready"].includes(route.path))
      .map((route) => ({
        symbol: symbolOf(view, route.path),
        message: `${route.method.toUpperCase()} ${route.path} is served, and the intent of ${service.name} does not declare it`,
        code: placeIn(file.path, route.at),
        intent: inIntent(view, service.nameSpan ?? service.span),
        fix: { title: "declare it as an rpc or a listener, or take the route out" },
      })),
  );
}

function edited(view: ServiceView): Drift[] {
  const { expected, found, path, state } = stampedRoutes(view);
  if (state !== "edited") return [];
  const declared = new Set(expected.map((route) => route.path));
  const { service } = view;
  return found
    .filter((route) => !declared.has(route.path))
    .map((route) => ({
      symbol: symbolOf(view, route.path),
      message: `${route.method.toUpperCase()} ${route.path} was written into the stamped router, and the intent does not declare it`,
      code: placeIn(path, route.at),
      intent: inIntent(view, service.nameSpan ?? service.span),
      fix: {
        title: "declare it in the intent, or stamp the router again",
        command: `forge stamp ${service.name}`,
      },
    }));
}
