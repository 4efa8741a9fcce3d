import { buildAsDeclared, builtBy, symbolFor } from "./built.ts";
import { placeIn } from "./places.ts";
import { intentPlace } from "./symbols.ts";
import type { DriftRule } from "./types.ts";

/** A value is built with a field that its type does not have. */
export const unknownField: DriftRule = {
  code: "unknown-field",
  category: "structural-gap",
  severity: "error",
  what: "Code gives a value a field that its declared type does not have.",
  find: (view) =>
    builtBy(view, (file, built, type) => {
      const known = new Set(type.fields.map((field) => field.name));
      return built.fields
        .filter(({ name }) => !known.has(name))
        .map(({ name, at }) => {
          const symbol = symbolFor(view, type, name);
          const intent = intentPlace(view.model, symbol);
          return {
            symbol,
            message: `\`${type.name}\` is built with \`${name}\`, a field that it does not have`,
            code: placeIn(file.path, at),
            ...(intent === undefined ? {} : { intent }),
            fix: buildAsDeclared,
          };
        });
    }),
};
