import { inIntent, topOf } from "./places.ts";
import type { DriftRule } from "./types.ts";

/** Somebody wrote into a stamped file. Where its shapes differ, those are told instead. */
export const editedStamp: DriftRule = {
  code: "edited-stamp",
  category: "structural-gap",
  severity: "error",
  what: "A stamped file was edited by hand.",
  find: (view) => {
    const { service } = view;
    const routes = new Set(
      view.stamps.flatMap(({ file, expected, path }) =>
        file !== undefined && routesDiffer(file.facts.routes, expected.routes) ? [path] : [],
      ),
    );
    return view.stamps
      .filter(
        ({ state, shapes, path }) => state === "edited" && shapes.length === 0 && !routes.has(path),
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

function routesDiffer(
  one: readonly { readonly path: string }[],
  other: readonly { readonly path: string }[],
): boolean {
  return one.map(({ path }) => path).join("\n") !== other.map(({ path }) => path).join("\n");
}
