import { handlersPlace, implementationsOf, inIntent } from "./places.ts";
import type { DriftRule } from "./types.ts";

/** An event is to be heard, and nobody listens. */
export const missingListener: DriftRule = {
  code: "missing-listener",
  category: "implementation-gap",
  severity: "critical",
  what: "A service listens to an event and no hand-written code implements what it does then.",
  find: (view) =>
    view.isUnsure
      ? []
      : view.wanted
          .filter((one) => one.kind === "listener" && implementationsOf(view, one).length === 0)
          .map((one) => ({
            symbol: one.symbol,
            message: `${one.symbol} is to be heard by ${one.name}, and no code implements \`${one.method}\``,
            code: handlersPlace(view),
            intent: inIntent(view, one.span),
            fix: view.isStale
              ? {
                  title: "let the cascade add the listener, or say what it is to do",
                  command: "sentinel cascade",
                }
              : { title: `write \`${one.method}\` beside the other handlers` },
          })),
};
