import { codeFolder } from "../mirror/roles.ts";
import { implementationsOf, inIntent, placeIn } from "./places.ts";
import type { DriftRule } from "./types.ts";

/** Hand-written code works with stamped code from a place where no code of the service belongs. */
export const codeOutsideCustom: DriftRule = {
  code: "code-outside-custom",
  category: "location-mismatch",
  severity: "warning",
  what: "Code of the service stands outside custom code and the files that start it.",
  find: (view) => {
    const { service } = view;
    const home = `${codeFolder(service)}/custom`;
    const told = new Set(
      view.wanted.flatMap((one) => implementationsOf(view, one).map(({ file }) => file)),
    );
    return view.own
      .filter((file) => file.role === "other" && !told.has(file.path))
      .flatMap((file) => {
        const used = file.facts.imports.find(({ module, name }) =>
          /\bgenerated(?:$|\W|_)/.test(`${module}::${name}`),
        );
        if (used === undefined) return [];
        return [
          {
            symbol: service.name,
            message: `${file.path.slice(service.directory.length + 1)} works with stamped code, and stands outside ${home}`,
            code: placeIn(file.path, used.at),
            intent: inIntent(view, service.nameSpan ?? service.span),
            fix: { title: `move it below ${home}` },
          },
        ];
      });
  },
};
