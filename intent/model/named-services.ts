import { ownTypes } from "./own-types.ts";
import type { Service, TypeRef } from "./types.ts";

/** The other services that a service names anywhere: in types, uses, listeners, errors and patterns. */
export function namedServices(service: Service): ReadonlySet<string> {
  const found = new Set<string>();
  const inType = (type: TypeRef): void => {
    if ("item" in type) inType(type.item);
    else if (type.kind === "map") {
      inType(type.key);
      inType(type.value);
    } else if (type.kind === "named" || type.kind === "member") found.add(type.service);
  };
  for (const type of ownTypes(service)) inType(type);
  const { cruds, tools, engines, machines, rules, scenarios } = service.patterns;
  const members = engines.flatMap((one) => one.members);
  const refs = [...service.rpcs, ...tools, ...members].flatMap((one) => one.errors);
  const steps = scenarios.flatMap((one) => one.steps);
  for (const one of [
    ...service.uses,
    ...service.listeners,
    ...refs,
    ...cruds.map(({ entity }) => entity),
    ...rules.flatMap(({ hooks }) => hooks.map(({ target }) => target)),
    ...machines.flatMap(({ of }) => (of === undefined ? [] : [of])),
    ...steps.flatMap((step) => (step.kind === "call" ? [step.rpc] : [])),
    ...steps.flatMap((step) => (step.kind === "expect" && step.error ? [step.error] : [])),
  ])
    found.add(one.service);
  found.delete(service.name);
  return found;
}
