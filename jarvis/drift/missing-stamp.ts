import { inIntent, topOf } from "./places.ts";
import { strayOf } from "./strays.ts";
import type { DriftRule } from "./types.ts";

/** A file that Forge stamps is not there. */
export const missingStamp: DriftRule = {
  code: "missing-stamp",
  category: "implementation-gap",
  severity: "critical",
  what: "A file that Forge stamps does not stand.",
  find: (view) =>
    view.stamps
      .filter((stamp) => stamp.state === "missing" && strayOf(view, stamp) === undefined)
      .map(({ path }) => ({
        symbol: view.service.name,
        message: `${path.slice(view.service.directory.length + 1)} is stamped from the intent, and does not stand`,
        code: topOf(path),
        intent: inIntent(view, view.service.nameSpan ?? view.service.span),
        fix: { title: "stamp it", command: `forge stamp ${view.service.name}` },
      })),
};
