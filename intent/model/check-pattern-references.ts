import type { ReferenceChecker } from "./check-references.ts";
import type { Service, SymbolRef } from "./types.ts";

/** What the patterns of a service name: errors of tools, rules and engines, entities, hooks, and the rpcs that scenarios call. */
export function checkPatternReferences(checker: ReferenceChecker, service: Service): void {
  const { cruds, tools, engines, machines, rules, scenarios } = service.patterns;
  const named = (
    kind: "entity" | "rpc" | "error",
    { service: owner, name, span }: SymbolRef,
  ): void => {
    const found = checker.owner(owner, span);
    if (found !== undefined) checker.declared(found, kind, name, span);
  };
  for (const { entity } of cruds) named("entity", entity);
  for (const { errors } of [...tools, ...rules, ...engines.flatMap(({ members }) => members)])
    checker.errors(errors);
  for (const { of } of machines) if (of !== undefined) checker.type(of);
  for (const { into, target } of rules.flatMap(({ hooks }) => hooks)) {
    // Tools are those of the service itself, and the check of rules knows them.
    const isTool =
      into === "tool" ||
      (target.service === service.name && tools.some((tool) => tool.name === target.name));
    if (into === "on") checker.heard(target);
    else if (!isTool) named("rpc", target);
  }
  for (const step of scenarios.flatMap(({ steps }) => steps)) {
    if (step.kind === "call") named("rpc", step.rpc);
    else if (step.error !== undefined) named("error", step.error);
  }
}
