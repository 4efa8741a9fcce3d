import { kebab } from "../mirror/meaning.ts";
import { handlersPlace, inIntent } from "./places.ts";
import type { DriftRule } from "./types.ts";

/** The intent says that an rpc of another service is used, and no code calls it. */
export const missingCall: DriftRule = {
  code: "missing-call",
  category: "implementation-gap",
  severity: "warning",
  what: "An rpc of another service is declared as used and never called.",
  find: (view) => {
    if (view.isUnsure) return [];
    const names = new Set(
      view.own.flatMap((file) =>
        file.facts.calls.flatMap(({ receiver, name }) => [kebab(receiver), kebab(name)]),
      ),
    );
    return view.service.uses.flatMap((uses) =>
      uses.items
        .filter((item) => item.kind === "rpc" && !names.has(kebab(item.name)))
        .map((item) => ({
          symbol: `${uses.service}/rpc:${item.name}`,
          message: `${uses.service}/rpc:${item.name} is declared as used, and no code calls it`,
          code: handlersPlace(view),
          intent: inIntent(view, item.span),
          fix: {
            title: `call it, or take \`(rpc ${item.name})\` out of \`(uses ${uses.service} …)\``,
          },
        })),
    );
  },
};
