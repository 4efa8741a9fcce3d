import type { MirroredFile } from "../mirror/facts.ts";
import type { ServiceView, StampState } from "./view.ts";

/** Stamped files that stand where Forge stamps none: in this service's folder, or of this service and in no service's. */
export function strays(view: ServiceView): MirroredFile[] {
  const places = new Set(view.stamps.map(({ path }) => path));
  return [...view.mirrored.files, ...view.outside].filter(
    (file) => file.marker !== undefined && !places.has(file.path),
  );
}

const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** Where a stamp that is missing was moved to: a stray of the same service and name. */
export const strayOf = (view: ServiceView, { path, state }: StampState): MirroredFile | undefined =>
  state === "missing"
    ? strays(view).find(
        (file) => file.marker?.service === view.service.name && baseOf(file.path) === baseOf(path),
      )
    : undefined;
