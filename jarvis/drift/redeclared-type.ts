import { placeIn } from "./places.ts";
import { declaredTypes, intentPlace } from "./symbols.ts";
import type { DriftRule } from "./types.ts";

/** Hand-written code declares a type again that the intent declares: the two drift apart. */
export const redeclaredType: DriftRule = {
  code: "redeclared-type",
  category: "location-mismatch",
  severity: "warning",
  what: "Hand-written code declares a type again that stamped code declares.",
  find: (view) => {
    const { service, model } = view;
    const declared = declaredTypes(service, service.language);
    return view.own.flatMap((file) =>
      file.facts.types.flatMap((type) => {
        const meant = declared.get(type.name);
        const isShape = type.kind === "record" || type.kind === "enum";
        if (meant === undefined || meant.separator === ":" || !isShape) return [];
        const intent = intentPlace(model, meant.symbol);
        return [
          {
            symbol: meant.symbol,
            message: `\`${type.name}\` is declared by the intent, and again by hand in ${file.path.slice(service.directory.length + 1)}`,
            code: placeIn(file.path, type.at),
            ...(intent === undefined ? {} : { intent }),
            fix: {
              title: `import \`${type.name}\` from the stamped code, or give this type a name of its own`,
            },
          },
        ];
      }),
    );
  },
};
