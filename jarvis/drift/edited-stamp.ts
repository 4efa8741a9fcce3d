import type { RouteFact } from "../mirror/facts.ts";
import { inIntent, topOf } from "./places.ts";
import type { DriftRule } from "./types.ts";
import { stampedRoutes, type ServiceView } from "./view.ts";

/** Somebody wrote into a stamped file. Where its shapes differ, those are told instead. */
export const editedStamp: DriftRule = {
  code: "edited-stamp",
  category: "structural-gap",
  severity: "error",
  what: "A stamped file was edited by hand.",
  find: (view) => {
    const { service } = view;
    return view.stamps
      .filter(
        ({ state, shapes, path }) =>
          state === "edited" && shapes.length === 0 && !isToldByRoutes(view, path),
      )
      .map(({ path, file }) => ({
        symbol: service.name,
        message:
          file?.marker === undefined
            ? `${path.slice(service.directory.length + 1)} has lost the lines that say what it was stamped from`
            : `${path.slice(service.directory.length + 1)} was edited by hand; the next stamp overwrites it`,
        code: topOf(path),
        intent: inIntent(view, service.nameSpan ?? service.span),
        fix: {
          title: "stamp it again, and put what was meant into the intent or into custom code",
          command: `forge stamp ${service.name}`,
        },
      }));
  },
};

/** Whether a route that came or went in this file is told by itself. */
function isToldByRoutes(view: ServiceView, path: string): boolean {
  const { expected, found, path: main, state } = stampedRoutes(view);
  const paths = (routes: readonly RouteFact[]): Set<string> =>
    new Set(routes.map((route) => route.path));
  if (path !== main || state !== "edited") return false;
  return paths(expected).symmetricDifference(paths(found)).size > 0;
}
