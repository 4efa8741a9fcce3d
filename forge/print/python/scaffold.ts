import { derived, snakeCase, type Service } from "#intent";

import { crudsOf, tabledOf } from "../../reach/cruds.ts";
import { asksCallers } from "../../reach/auth.ts";
import { hasBroker } from "../../reach/deliveries.ts";
import { hasProperties } from "../../reach/given.ts";
import type { FilePlan } from "../../stamp.ts";
import { valueOf, type ValueRecord } from "../../template/value.ts";
import { databaseOf } from "../../reach/tables.ts";
import { handlersName, storeName } from "./cruds.ts";
import { docstring } from "./docs.ts";
import { stringLiteral } from "./literals.ts";

/**
 * The first files of a new service. Nothing in them pretends: `custom.py` holds an `App` without handlers, and pyright
 * names those that it lacks.
 */
export function scaffolds(service: Service): readonly FilePlan[] {
  const folder = snakeCase(service.name);
  const tabled = tabledOf(service).map(({ entity }) => storeName(entity.name));
  const scope: ValueRecord = {
    package: folder,
    literal: stringLiteral(service.name),
    literalPackage: stringLiteral(folder),
    interface: derived.service(service.name),
    hears: hasBroker(service) && service.listeners.length > 0,
    nats: hasBroker(service) && service.broker === "nats",
    handlers: crudsOf(service).map(({ entity }) => handlersName(entity.name)),
    database: databaseOf(service),
    tabled,
    times: service.patterns.everies.length > 0,
    authed: asksCallers(service),
    tools: service.patterns.tools.length > 0,
    engines: hasProperties(service),
    docstring: valueOf(docstring(service.doc ?? `The service ${service.name}.`)),
  };
  const plan = (path: string, pattern: string): FilePlan => ({
    path,
    kind: "scaffold",
    pattern,
    scope,
  });
  return [
    plan("pyproject.toml", "manifest"),
    plan("requirements.txt", "requirements"),
    plan(`${folder}/__init__.py`, "lib"),
    plan(`${folder}/__main__.py`, "main"),
    plan(`${folder}/custom.py`, "custom"),
  ];
}
