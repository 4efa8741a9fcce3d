import type { MirroredFile } from "../mirror/facts.ts";
import { codeFolder } from "../mirror/roles.ts";
import { implementationsOf, inIntent, placeIn, topOf } from "./places.ts";
import type { DriftRule, FilePlace } from "./types.ts";
import type { ServiceView } from "./view.ts";

/** Hand-written code stands where repairs do not look for it, or works with stamped code from there. */
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
        const found = outside(view, file);
        if (found === undefined) return [];
        return [
          {
            symbol: service.name,
            message: `${insideOf(view, file)} ${found.what}, and stands outside ${home}`,
            code: found.at,
            intent: inIntent(view, service.nameSpan ?? service.span),
            fix: { title: `move it below ${home}` },
          },
        ];
      });
  },
};

const insideOf = ({ service }: ServiceView, { path }: MirroredFile): string =>
  path.slice(service.directory.length + 1);

/** Where other tools write; people do not move what they did not write. */
const byTools =
  /(?:^|\/)(?:__)?(?:generated|migrations)(?:__)?\/|\.d\.[cm]?ts$|[._](?:gen|pb|pb2|pb2_grpc)\.\w+$/;

/**
 * Next to the stamped files, all code is the service's. Elsewhere (scripts, what builds or checks it) only code that works
 * with stamped code is.
 */
function outside(
  view: ServiceView,
  file: MirroredFile,
): { readonly what: string; readonly at: FilePlace } | undefined {
  const inside = insideOf(view, file);
  const used = file.facts.imports.find(({ module, name }) =>
    /\bgenerated(?:$|\W|_)/.test(`${module}::${name}`),
  );
  if (used !== undefined)
    return { what: "works with stamped code", at: placeIn(file.path, used.at) };
  const isHome = inside.startsWith(`${codeFolder(view.service)}/`) && !byTools.test(inside);
  if (!isHome || !doesSomething(file, inside)) return undefined;
  const [type] = file.facts.types;
  const at = type === undefined ? topOf(file.path) : placeIn(file.path, type.at);
  return { what: "is code of the service", at };
}

/** Whether a file holds code of its own; a TypeScript index may only hand on what stands elsewhere. */
function doesSomething({ facts }: MirroredFile, inside: string): boolean {
  if (facts.types.length > 0 || facts.calls.length > 0) return true;
  return (
    !/(?:^|\/)index\.[cm]?ts$/.test(inside) && facts.names.some((name) => !name.startsWith("_"))
  );
}
