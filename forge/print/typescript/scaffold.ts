import { pascalCase, type Service } from "#intent";
import type { FilePlan } from "../../stamp.ts";

/**
 * The first files of a new service. Nothing in them pretends: `custom.ts` holds an object without methods, and the
 * compiler names those that it lacks.
 */
export function scaffolds(service: Service): FilePlan[] {
  const serves = service.rpcs.length + service.listeners.length > 0;
  const scope = { service: service.name, api: pascalCase(service.name), serves };
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
  return serves ? [...files, plan("src/custom.ts", "custom")] : files;
}
