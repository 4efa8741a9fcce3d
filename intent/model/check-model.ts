import type { LoadedService } from "./build.ts";
import { checkAllowed } from "./check-allowed.ts";
import { checkDeclarations } from "./check-declarations.ts";
import { checkEntities } from "./check-entities.ts";
import { checkFiles } from "./check-files.ts";
import { checkFields } from "./check-fields.ts";
import { checkReferences } from "./check-references.ts";
import { checkServices } from "./check-services.ts";
import { checkTypes } from "./check-types.ts";
import { checkBoundaries } from "./check-boundaries.ts";
import { checkMachines } from "./check-machines.ts";
import { checkRoutes } from "./check-routes.ts";
import { checkRules } from "./check-rules.ts";
import { checkStreams } from "./check-streams.ts";
import { checkValues } from "./check-values.ts";
import { type Consulted, ConsultedServices } from "./consulted.ts";
import type { Services } from "./resolve-type.ts";
import type { Service, Universe } from "./types.ts";

/**
 * Checks all services against each other and gives those that the model holds, by name in order. `loaded` is sorted by
 * name. Diagnostics go to each service's own file. Each check is linear in what it looks at. `consulted` is told whom the
 * check of each service looked at.
 */
export function checkModel(
  loaded: readonly LoadedService[],
  universe?: Universe,
  consulted?: Map<string, Consulted>,
): ReadonlyMap<string, Service> {
  const services = checkServices(loaded);
  const all = { services };
  for (const one of loaded) checkConsulting(all, one, universe, consulted);
  checkEntities(all, loaded);
  return services;
}

/** Checks what one service says, against all others, and tells `consulted` whom it looked at. */
export function checkConsulting(
  all: Services,
  one: LoadedService,
  universe: Universe | undefined,
  consulted: Map<string, Consulted> | undefined,
): void {
  if (consulted === undefined) return checkService(all, one, universe);
  const asked = new ConsultedServices(all.services);
  checkService({ services: asked }, one, universe);
  consulted.set(one.service.name, asked);
}

/** Checks what one service says, against all others. */
export function checkService(all: Services, one: LoadedService, universe?: Universe): void {
  checkDeclarations(one);
  checkReferences(all, one);
  checkTypes(all, one);
  checkStreams(one);
  checkFiles(one);
  checkFields(all, one);
  checkMachines(all, one);
  checkValues(all, one);
  checkRoutes(all, one);
  checkRules(all, one);
  checkAllowed(all, one);
  checkBoundaries(universe?.surroundings.boundaries ?? [], one);
}
