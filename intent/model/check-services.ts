import type { LoadedService } from "./build.ts";
import { pascalCase } from "./names.ts";
import { serviceNameTaken } from "./taken-names.ts";
import type { Service } from "./types.ts";

/**
 * Names and folders of all services: each once, also where letter case or hyphens do not count. Gives the services by
 * name; of two with one name the first by path stands.
 */
export function checkServices(loaded: readonly LoadedService[]): ReadonlyMap<string, Service> {
  const services = new Map<string, Service>();
  const spellings = new Map<string, Service>();
  const folders = new Map<string, Service>();
  for (const one of loaded) {
    const { service } = one;
    const because = serviceNameTaken(service);
    if (because !== undefined)
      one.context.report("name-taken", nameSpan(service), {
        what: "a service",
        name: service.name,
        because,
      });
    const same = services.get(service.name);
    if (same !== undefined) {
      one.context.report(
        "duplicate-service",
        nameSpan(service),
        { name: service.name },
        { notes: [noteAt(same)] },
      );
      continue;
    }
    services.set(service.name, service);
    checkSpelling(one, spellings);
    checkFolder(one, folders);
  }
  return services;
}

const nameSpan = (service: Service): Service["span"] => service.nameSpan ?? service.span;
const noteAt = (service: Service): { message: string; file: string; span: Service["span"] } => ({
  message: "the other one is here",
  file: service.file,
  span: nameSpan(service),
});

function checkSpelling({ service, context }: LoadedService, spellings: Map<string, Service>): void {
  const spelling = pascalCase(service.name);
  const other = spellings.get(spelling.toLowerCase());
  if (other === undefined) {
    spellings.set(spelling.toLowerCase(), service);
    return;
  }
  const parameters = {
    what: "the service",
    name: service.name,
    other: `the service \`${other.name}\``,
    spelling,
  };
  context.report("name-collision", nameSpan(service), parameters, { notes: [noteAt(other)] });
}

function checkFolder({ service, context }: LoadedService, folders: Map<string, Service>): void {
  const other = folders.get(service.directory);
  if (other === undefined) {
    folders.set(service.directory, service);
    return;
  }
  const parameters = { name: service.name, other: other.name, folder: service.directory };
  context.report("folder-shared", nameSpan(service), parameters, { notes: [noteAt(other)] });
}
