import type { ResolvedType } from "#forge";
import { derived, primitiveInCode, typeName, type Language } from "#intent";
import type { Owned, Record } from "./parts.ts";

/** How a language writes types. */
export interface Spelling {
  readonly language: Language;
  /** A name that a service declares, as the code of the exercise reaches it. */
  readonly named: (service: string, name: string) => string;
  readonly list: (item: string) => string;
  readonly optional: (item: string) => string;
  readonly map: (key: string, value: string) => string;
}

/** A type in full, without aliases. */
export function spelt(spelling: Spelling, type: ResolvedType): string {
  const { language, named, list, optional, map } = spelling;
  switch (type.kind) {
    case "primitive":
      return primitiveInCode(language, type.name);
    case "optional":
      return optional(spelt(spelling, type.item));
    case "list":
      return list(spelt(spelling, type.item));
    case "page":
    case "file":
    case "patch":
      throw new Error(`the exercise has no (${type.kind} …)`);
    case "map":
      return map(spelt(spelling, type.key), spelt(spelling, type.value));
    case "entity":
      return named(type.service, typeName(language, type.entity.name));
    case "enum":
      return named(type.service, typeName(language, type.enum.name));
    case "union":
      return named(type.service, typeName(language, type.union.name));
  }
}

/** The type of what holds fields: an entity, an error or an event. */
export function speltRecord(
  { language, named }: Pick<Spelling, "language" | "named">,
  { service, item }: Owned<Record>,
): string {
  if (item.kind === "error") return named(service, derived.error(item.name));
  return named(
    service,
    item.kind === "event" ? derived.event(item.name) : typeName(language, item.name),
  );
}
