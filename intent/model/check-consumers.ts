import type { Diagnostic } from "../base/diagnostic.ts";
import { didYouMean } from "../base/did-you-mean.ts";
import { namesOf } from "./declared-names.ts";
import { listed } from "./file-context.ts";
import { modelProblem } from "./messages.ts";
import type { Service, Universe } from "./types.ts";

const cureOf = (near: string | undefined): { cure?: string } =>
  near === undefined ? {} : { cure: `did you mean ${near}?` };

/** Reports what consumers outside say that they use and that nobody declares, and those that are called like a service. */
export function checkConsumers(
  { file, surroundings }: Universe,
  services: ReadonlyMap<string, Service>,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const { name, nameSpan, uses } of surroundings.consumers) {
    if (services.has(name) || seen.has(name))
      found.push(modelProblem("consumer-name-taken", file, nameSpan, { name }));
    seen.add(name);
    for (const { service, span, items } of uses) {
      const owner = services.get(service);
      if (owner === undefined) {
        const parameters = { name: service, known: listed(services.keys()) };
        const near = cureOf(didYouMean(service, services.keys()));
        found.push(modelProblem("unknown-service", file, span, parameters, near));
        continue;
      }
      for (const item of items) {
        const names = [...namesOf(owner, item.kind)];
        if (names.includes(item.name)) continue;
        const parameters = { kind: item.kind, name: item.name, service };
        const near = cureOf(didYouMean(item.name, names));
        found.push(modelProblem("unknown-name", file, item.span, parameters, near));
      }
    }
  }
  return found;
}
