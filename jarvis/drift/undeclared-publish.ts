import { findEvent } from "#intent";
import { inIntent, placeIn } from "./places.ts";
import type { DriftRule } from "./types.ts";
import { universeOf } from "./universe.ts";

/** Code publishes an event that the intent does not declare. */
export const undeclaredPublish: DriftRule = {
  code: "undeclared-publish",
  category: "architectural-drift",
  severity: "error",
  what: "Code publishes an event that no intent declares.",
  find: (view) => {
    const { model, service } = view;
    const known = universeOf(model).events;
    return view.publications
      .filter((one) => findEvent(service, one.event) === undefined)
      .filter((one) => one.sure || known.has(one.event))
      .map((one) => ({
        symbol: `${service.name}/event:${one.event}`,
        message: `${one.event} is published, and the intent of ${service.name} declares no such event`,
        code: placeIn(one.file, one.at),
        intent: inIntent(view, service.nameSpan ?? service.span),
        fix: {
          title: `declare it: \`(event ${one.event} …)\`, and run the cascade; or publish it no more`,
          command: "sentinel cascade",
        },
      }));
  },
};
