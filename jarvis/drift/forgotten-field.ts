import type { FieldFact } from "../mirror/facts.ts";
import { buildAsDeclared, builtBy, symbolFor } from "./built.ts";
import { placeIn } from "./places.ts";
import { intentPlace } from "./symbols.ts";
import type { DriftRule } from "./types.ts";
import type { ServiceView } from "./view.ts";

const isRequired = (view: ServiceView, { name, optional, otherwise }: FieldFact): boolean => {
  if (view.service.language === "rust") return true;
  if (view.service.language === "python") return otherwise === "";
  return !optional && name !== "code";
};

/** A value is built without a field that must be given. */
export const forgottenField: DriftRule = {
  code: "forgotten-field",
  category: "structural-gap",
  severity: "error",
  what: "Code builds a value without a field that its declared type demands.",
  find: (view) =>
    builtBy(view, (file, built, type) => {
      const given = new Set(built.fields.map(({ name }) => name));
      if (built.open) return [];
      return type.fields
        .filter((field) => isRequired(view, field) && !given.has(field.name))
        .map(({ name }) => {
          const symbol = symbolFor(view, type, name);
          const intent = intentPlace(view.model, symbol);
          return {
            symbol,
            message: `\`${type.name}\` is built without \`${name}\``,
            code: placeIn(file.path, built.at),
            ...(intent === undefined ? {} : { intent }),
            fix: buildAsDeclared,
          };
        });
    }),
};
