import type { LoadedService } from "./build.ts";
import type { Boundary } from "./universe-types.ts";

/** `web-*` as what it matches; a service's name holds no character that a pattern would read otherwise. */
const matches = (glob: string, name: string): boolean => {
  const [first = "", ...rest] = glob.split("*");
  if (rest.length === 0) return glob === name;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of rest.entries()) {
    const found = index === rest.length - 1 ? name.length - part.length : name.indexOf(part, at);
    if (found < at || !name.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return true;
};

/** Reports what a service uses against the universe's rules of architecture. */
export function checkBoundaries(
  boundaries: readonly Boundary[],
  { service, context }: LoadedService,
): void {
  const own = boundaries.filter(({ from }) => matches(from, service.name));
  for (const { from, to, because } of own)
    for (const used of [...service.uses, ...service.listeners])
      if (used.service !== service.name && matches(to, used.service))
        context.report("boundary-crossed", used.span, {
          service: service.name,
          used: used.service,
          boundary: `(boundary "${from}" :never-uses "${to}")${because === undefined ? "" : `: ${because},`}`,
        });
}
