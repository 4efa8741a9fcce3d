import { missingRoutes } from "./routes.ts";
import type { DriftRule } from "./types.ts";

/** An rpc is declared, and the stamped router was edited so that it does not serve it. */
export const missingRoute: DriftRule = {
  code: "missing-route",
  category: "implementation-gap",
  severity: "critical",
  what: "A declared rpc has no route.",
  find: (view) => missingRoutes(view).filter(({ symbol }) => !symbol.includes("/event:")),
};
