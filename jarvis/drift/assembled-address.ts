import { codeFolder } from "../mirror/roles.ts";
import { addressesIn } from "./direct-http.ts";
import { inIntent, placeIn } from "./places.ts";
import type { DriftRule } from "./types.ts";

/** Holes as three languages write them, after the readers: `{}`, `{host}`, `%s`. */
const hole = String.raw`(?:\{[^{}]*\}|%s)`;
const assembled = new RegExp(
  String.raw`^(?:\w+://)?${hole}(?::(?:\d+|${hole}))?/(?:rpc/${hole}|events/${hole}/${hole})`,
);

/** An address whose host and rpc come from elsewhere: whoever is called, it is past the stamped client. */
export const assembledAddress: DriftRule = {
  code: "assembled-address",
  category: "architectural-drift",
  severity: "warning",
  what: "Code puts together the address of a route of some service, past the stamped clients.",
  find: (view) => {
    const { service } = view;
    const home = `${service.directory}/${codeFolder(service)}/`;
    return view.own
      .filter((file) => file.path.startsWith(home))
      .flatMap((file) => {
        const found = file.facts.literals.filter(({ text }) => assembled.test(text));
        // Where the service is known, `direct-http` tells it by its name.
        if (found.length === 0 || addressesIn(view, file).length > 0) return [];
        return found.map(({ at }) => ({
          symbol: service.name,
          message: "a route of some service is called by an address that is put together here",
          code: placeIn(file.path, at),
          intent: inIntent(view, service.nameSpan ?? service.span),
          fix: { title: "declare what is used of each service, and call its stamped client" },
        }));
      });
  },
};
