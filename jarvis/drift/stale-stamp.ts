import { inIntent, topOf } from "./places.ts";
import type { DriftRule } from "./types.ts";

/**
 * The intent or the templates moved on and the stamp did not. Told once a service, and not where differences of shape
 * tell more exactly what moved.
 */
export const staleStamp: DriftRule = {
  code: "stale-stamp",
  category: "structural-gap",
  severity: "error",
  what: "Stamped code is older than the intent or the templates.",
  find: (view) => {
    const stale = view.stamps.filter(({ state }) => state === "stale");
    const main = stale.find(({ path }) => /\/generated\.(?:rs|ts|py)$/.test(path)) ?? stale[0];
    const isTold = stale.some(({ shapes }) => shapes.length > 0);
    if (main === undefined || isTold) return [];
    const { service } = view;
    const others = stale.length === 1 ? "" : ` (and ${stale.length - 1} more of ${service.name})`;
    return [
      {
        symbol: service.name,
        message: `${main.path.slice(service.directory.length + 1)}${others} was stamped from an older intent or older templates`,
        code: topOf(main.path),
        intent: inIntent(view, service.nameSpan ?? service.span),
        fix: {
          title: "stamp it, with all whom the change reaches",
          command: "sentinel cascade",
        },
      },
    ];
  },
};
