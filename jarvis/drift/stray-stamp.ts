import type { MirroredFile } from "../mirror/facts.ts";
import { topOf } from "./places.ts";
import { strayOf, strays } from "./strays.ts";
import type { DriftRule } from "./types.ts";
import type { ServiceView } from "./view.ts";

/** A stamped file that Forge does not stamp there: of a use that is gone, or carried to another folder. */
export const strayStamp: DriftRule = {
  code: "stray-stamp",
  category: "location-mismatch",
  severity: "error",
  what: "A stamped file stands where none is stamped.",
  find: (view) => {
    const { service, model } = view;
    const moved = new Map(view.stamps.map((stamp) => [strayOf(view, stamp)?.path, stamp.path]));
    return strays(view).map((file) => {
      const name = file.marker?.service ?? service.name;
      const owner = model.services.get(name) ?? service;
      const home = moved.get(file.path);
      return {
        symbol: name,
        message:
          home === undefined ? strayText(view, file, name) : `${file.path} belongs at ${home}`,
        code: topOf(file.path),
        intent: { file: owner.file, span: owner.nameSpan ?? owner.span },
        fix:
          home === undefined
            ? { title: "remove it", command: `rm ${file.path}` }
            : { title: "move it back", command: `mv ${file.path} ${home}` },
      };
    });
  },
};

function strayText({ service }: ServiceView, { path }: MirroredFile, name: string): string {
  const inside = path.startsWith(`${service.directory}/`);
  if (!inside) return `${path} was stamped for ${name}, and stands outside ${service.directory}`;
  const short = path.slice(service.directory.length + 1);
  return name === service.name
    ? `${short} was stamped once, and the intent of ${name} has no part in it now`
    : `${short} was stamped for ${name}, and stands in the folder of ${service.name}`;
}
