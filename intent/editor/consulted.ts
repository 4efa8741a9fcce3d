import type { Consulted } from "../model/consulted.ts";
import type { Service } from "../model/types.ts";

/** What changed among the services of a universe. */
export interface ServicesChanged {
  /** Names that are another service now, or one's or nobody's any more. */
  readonly names: ReadonlySet<string>;
  /** Whether a name came or went. */
  readonly cameOrWent: boolean;
}

/** Whether a check that looked at these services may say something else now. */
export const concerns = (consulted: Consulted, changed: ServicesChanged): boolean =>
  (consulted.everyService && changed.names.size > 0) ||
  (consulted.everyName && changed.cameOrWent) ||
  !consulted.names.isDisjointFrom(changed.names);

/** What is another between two universes' services, told by identity: a service never changes. */
export function servicesChanged(
  before: ReadonlyMap<string, Service>,
  after: ReadonlyMap<string, Service>,
): ServicesChanged {
  const names = new Set<string>();
  let cameOrWent = false;
  for (const [name, service] of after) {
    const old = before.get(name);
    if (old === service) continue;
    names.add(name);
    if (old === undefined) cameOrWent = true;
  }
  for (const name of before.keys()) {
    if (after.has(name)) continue;
    names.add(name);
    cameOrWent = true;
  }
  return { names, cameOrWent };
}
