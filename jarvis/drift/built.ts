import type { BuiltFact, MirroredFile, TypeFact } from "../mirror/facts.ts";
import { stampedType } from "./contracts.ts";
import { type DeclaredType, declaredTypes, memberSymbol } from "./symbols.ts";
import type { Drift, Remedy } from "./types.ts";
import type { ServiceView } from "./view.ts";

/**
 * Values of stamped types that hand-written code builds. While a stamp is stale they are not looked at: code is right
 * then about the old shape, and the cascade brings it to the new one.
 */
export function builtBy(
  view: ServiceView,
  look: (file: MirroredFile, built: BuiltFact, type: TypeFact) => readonly Drift[],
): Drift[] {
  if (view.isStale) return [];
  return view.own.flatMap((file) =>
    file.facts.built.flatMap((built) => {
      const type = stampedType(view, file, built.type);
      const isValue = type !== undefined && type.kind === "record" && owners(view, type).length > 0;
      return isValue ? look(file, built, type) : [];
    }),
  );
}

/** What services declare under a type's name, the service itself first; clients and the like are nobody's. */
const owners = ({ model, service }: ServiceView, type: TypeFact): DeclaredType[] =>
  [service, ...model.services.values()].flatMap(
    (owner) => declaredTypes(owner, service.language).get(type.name) ?? [],
  );

/** What intents call a field of a stamped type. */
export function symbolFor(view: ServiceView, type: TypeFact, member: string): string {
  const [declared] = owners(view, type);
  return declared === undefined
    ? `${view.service.name}/${type.name}.${member}`
    : memberSymbol(view.service.language, declared, member);
}

/** What resolves a value that is built otherwise than declared. */
export const buildAsDeclared: Remedy = {
  title: "build the value as the intent declares it, or change the intent",
};
