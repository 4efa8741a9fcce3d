import { handlersPlace, implementationsOf, inIntent } from "./places.ts";
import type { DriftRule } from "./types.ts";

/** An rpc is declared, and nobody answers it. */
export const missingHandler: DriftRule = {
  code: "missing-handler",
  category: "implementation-gap",
  severity: "critical",
  what: "An rpc, a tool, a util, a rule, a part of an engine or what runs at fixed times is declared, and no hand-written code implements it.",
  find: (view) =>
    view.isUnsure
      ? []
      : view.wanted
          .filter((one) => one.kind !== "listener" && implementationsOf(view, one).length === 0)
          .map((one) => ({
            symbol: one.symbol,
            message: `the ${one.kind === "every" ? "handler" : one.kind} ${one.name} is declared, and no code implements \`${one.method}\``,
            code: handlersPlace(view),
            intent: inIntent(view, one.span),
            fix: view.isStale
              ? {
                  title: "let the cascade add the handler, or say what it is to do",
                  command: "sentinel cascade",
                }
              : { title: `write \`${one.method}\` beside the other handlers` },
          })),
};
