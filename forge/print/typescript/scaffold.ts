import { pascalCase, type Service } from "#intent";
import { crudsOf } from "../../reach/cruds.ts";
import { asksCallers } from "../../reach/auth.ts";
import { databaseOf } from "../../reach/tables.ts";
import { handlersName, storeName, tabledViews } from "./cruds.ts";
import { hasBroker } from "../../reach/deliveries.ts";
import { hasProperties } from "../../reach/given.ts";
import type { FilePlan } from "../../stamp.ts";

/**
 * The first files of a new service. Nothing in them pretends: `custom.ts` holds an object without methods, and the
 * compiler names those that it lacks.
 */
export function scaffolds(service: Service): FilePlan[] {
  const serves = service.rpcs.length + service.listeners.length > 0;
  const times = service.patterns.everies.length > 0;
  const hears = hasBroker(service) && service.listeners.length > 0;
  const nats = hasBroker(service) && service.broker === "nats";
  const tools = service.patterns.tools.length > 0;
  const scope = {
    service: service.name,
    api: pascalCase(service.name),
    serves,
    times,
    hears,
    nats,
    tools,
    engines: hasProperties(service),
    authed: asksCallers(service),
    database: databaseOf(service) ?? "",
    handlers: crudsOf(service).map(({ entity, store }) => ({
      name: handlersName(entity.name),
      store: store === "memory" ? "" : storeName(entity.name),
    })),
    tabled: tabledViews(service),
  };
  const plan = (path: string, pattern: string): FilePlan => ({
    path,
    kind: "scaffold",
    pattern,
    scope,
  });
  const files = [
    plan("package.json", "manifest"),
    plan("tsconfig.json", "tsconfig"),
    plan("src/main.ts", "main"),
  ];
  return serves || times || service.patterns.utils.length + service.patterns.engines.length > 0
    ? [...files, plan("src/custom.ts", "custom")]
    : files;
}
