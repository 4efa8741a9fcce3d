import { declarationsOf } from "./find.ts";
import type { Service, UsedKind } from "./types.ts";

/** What is called otherwise since its last name: `:was` says so, and who still says the old one is told the new. */
export const calledNow = (
  all: Iterable<{ readonly name: string; readonly was?: string }>,
  name: string,
): string | undefined => {
  for (const one of all) if (one.was === name) return one.name;
  return undefined;
};

/** Whether a service declares a name as what it should be. */
export function isDeclared(service: Service, kind: UsedKind, name: string): boolean {
  const index = declarationsOf(service);
  if (kind === "rpc") return index.rpcs.has(name);
  if (kind === "error") return index.errors.has(name);
  if (kind === "event") return index.events.has(name);
  return index.types.get(name)?.kind === kind;
}

/** Declarations of one kind. */
export function* declaredOf(
  service: Service,
  kind: UsedKind,
): Generator<{ readonly name: string; readonly was?: string }> {
  const index = declarationsOf(service);
  if (kind === "rpc") yield* index.rpcs.values();
  else if (kind === "error") yield* index.errors.values();
  else if (kind === "event") yield* index.events.values();
  else yield* index.types.values().filter((one) => one.kind === kind);
}

/** Names of one kind, to guess among. */
export function* namesOf(service: Service, kind: UsedKind): Generator<string> {
  for (const { name } of declaredOf(service, kind)) yield name;
}

/** What a service declares under a name. */
export function kindOf(service: Service, name: string): UsedKind | undefined {
  const index = declarationsOf(service);
  const type = index.types.get(name)?.kind;
  if (type !== undefined) return type;
  if (index.rpcs.has(name)) return "rpc";
  if (index.errors.has(name)) return "error";
  return index.events.has(name) ? "event" : undefined;
}

/** "an enum", "a type". */
export const withArticle = (kind: string): string =>
  /^[aeiou]|^rpc/.test(kind) ? `an ${kind}` : `a ${kind}`;
