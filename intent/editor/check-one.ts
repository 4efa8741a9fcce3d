import type { Diagnostic } from "../base/diagnostic.ts";
import type { LoadedService } from "../model/build.ts";
import { ConsultedServices, type Consulted } from "../model/consulted.ts";
import { heldBy, type HeldEntity } from "../model/check-entities.ts";
import { checkService } from "../model/check-model.ts";
import type { Field, Service, Universe } from "../model/types.ts";

/** What is wrong with an intent beside the others, and which of them that was learnt from. */
export interface Checked {
  readonly found: readonly Diagnostic[];
  readonly held: ReadonlyMap<Field, HeldEntity>;
  /** What which entity holds, as one text: the same text, the same circles. */
  readonly heldText: string;
  readonly consulted: Consulted;
}

/** Checks one intent against all services; remembers whom it looked at. */
export function checkOne(
  one: LoadedService,
  services: ReadonlyMap<string, Service>,
  universe: Universe | undefined,
): Checked {
  const consulted = new ConsultedServices(services);
  const all = { services: consulted };
  const found: Diagnostic[] = [];
  one.context.reportTo(found);
  checkService(all, one, universe);
  const held = new Map<Field, HeldEntity>();
  const texts: string[] = [];
  for (const entity of one.service.entities)
    for (const field of entity.fields) {
      const inside = heldBy(all, field);
      if (inside === undefined) continue;
      held.set(field, inside);
      texts.push(`${entity.name} ${inside.symbol}`);
    }
  return { found, held, heldText: texts.join(","), consulted };
}
