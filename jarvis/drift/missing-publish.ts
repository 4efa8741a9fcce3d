import { kebab } from "../mirror/meaning.ts";
import { handlersPlace, inIntent } from "./places.ts";
import type { DriftRule } from "./types.ts";
import type { ServiceView } from "./view.ts";

/** Names that hand-written code calls, or calls something of (`events.invoicePaid.bind(events)`). */
const called = (view: ServiceView): ReadonlySet<string> =>
  new Set(
    view.own.flatMap((file) =>
      file.facts.calls.flatMap(({ receiver, name }) => [kebab(receiver), kebab(name)]),
    ),
  );

/** An event is declared, and nothing ever tells of it. */
export const missingPublish: DriftRule = {
  code: "missing-publish",
  category: "implementation-gap",
  severity: "critical",
  what: "A declared event is never published.",
  find: (view) => {
    if (view.isUnsure) return [];
    const names = called(view);
    return view.service.events
      .filter((event) => !names.has(kebab(event.name)))
      .map((event) => ({
        symbol: `${view.service.name}/event:${event.name}`,
        message: `the event ${event.name} is declared, and no code publishes it`,
        code: handlersPlace(view),
        intent: inIntent(view, event.nameSpan),
        fix: { title: "publish it where it happens, or take it out of the intent" },
      }));
  },
};
