import { topOf } from "./places.ts";
import type { DriftRule } from "./types.ts";

/** A stamped file that Forge does not stamp there: of a use that is gone, or carried to another folder. */
export const strayStamp: DriftRule = {
  code: "stray-stamp",
  category: "location-mismatch",
  severity: "error",
  what: "A stamped file stands where none is stamped.",
  find: (view) => {
    const { service, model } = view;
    const places = new Set(view.stamps.map(({ path }) => path));
    const inside = (path: string): string => path.slice(service.directory.length + 1);
    const strays = view.mirrored.files
      .filter((file) => file.marker !== undefined && !places.has(file.path))
      .map((file) => {
        const name = file.marker?.service ?? "";
        const message =
          name === service.name
            ? `${inside(file.path)} was stamped once, and the intent of ${name} has no part in it now`
            : `${inside(file.path)} was stamped for ${name}, and stands in the folder of ${service.name}`;
        return { file, name, message };
      });
    const outside = view.outside
      .filter((file) => file.marker !== undefined)
      .map((file) => ({
        file,
        name: service.name,
        message: `${file.path} was stamped for ${service.name}, and stands outside ${service.directory}`,
      }));
    return [...strays, ...outside].map(({ file, name, message }) => {
      const owner = model.services.get(name) ?? service;
      return {
        symbol: name,
        message,
        code: topOf(file.path),
        intent: { file: owner.file, span: owner.nameSpan ?? owner.span },
        fix: { title: "remove it", command: `rm ${file.path}` },
      };
    });
  },
};
