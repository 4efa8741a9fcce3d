import type { LoadedService } from "./build.ts";
import type { Service } from "./types.ts";

/**
 * Checks all services against each other and gives those that the model holds, by name in order. `loaded` is sorted by
 * name. Diagnostics go to each service's own file.
 */
export function checkModel(loaded: readonly LoadedService[]): ReadonlyMap<string, Service> {
  const services = new Map<string, Service>();
  for (const { service } of loaded)
    if (!services.has(service.name)) services.set(service.name, service);
  return services;
}
