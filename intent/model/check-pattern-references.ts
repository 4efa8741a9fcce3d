import type { ReferenceChecker } from "./check-references.ts";
import type { Service, SymbolRef } from "./types.ts";

/** What the patterns of a service name: errors of tools and engines, entities, hooks, and the rpcs that scenarios call. */
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
  for (const { errors } of [...tools, ...engines.flatMap(({ members }) => members)])
    checker.errors(errors);
  for (const { of } of machines) if (of !== undefined) checker.type(of);
  for (const { into, target } of rules.flatMap(({ hooks }) => hooks)) {
    if (into === "rpc") named("rpc", target);
    else checker.heard(target);
  }
  for (const step of scenarios.flatMap(({ steps }) => steps)) {
    if (step.kind === "call") named("rpc", step.rpc);
    else if (step.error !== undefined) named("error", step.error);
  }
}
