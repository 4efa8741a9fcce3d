import { missingRoutes } from "./routes.ts";
import type { DriftRule } from "./types.ts";

/** An event is to be heard, and the stamped router was edited so that it is not registered. */
export const unregisteredListener: DriftRule = {
  code: "unregistered-listener",
  category: "implementation-gap",
  severity: "critical",
  what: "An event that the service listens to is not registered.",
  find: (view) => missingRoutes(view).filter(({ symbol }) => symbol.includes("/event:")),
};
