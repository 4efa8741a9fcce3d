import { codeFolder } from "../mirror/roles.ts";
import { implementationsOf, inIntent, placeIn } from "./places.ts";
import type { DriftRule } from "./types.ts";

/** A handler stands, but not in `custom`, where people's code is looked for and repaired. */
export const handlerOutsideCustom: DriftRule = {
  code: "handler-outside-custom",
  category: "location-mismatch",
  severity: "error",
  what: "A handler stands outside custom code.",
  find: (view) =>
    view.wanted.flatMap((wanted) => {
      const places = implementationsOf(view, wanted);
      const custom = new Set(
        view.own.filter((file) => file.role === "custom").map((file) => file.path),
      );
      const [first] = places;
      if (first === undefined || places.some(({ file }) => custom.has(file))) return [];
      const home = `${codeFolder(view.service)}/custom`;
      return [
        {
          symbol: wanted.symbol,
          message: `${wanted.name} is handled in ${first.file.slice(view.service.directory.length + 1)}, outside ${home}`,
          code: placeIn(first.file, first.at),
          intent: inIntent(view, wanted.span),
          fix: { title: `move it below ${home}` },
        },
      ];
    }),
};
