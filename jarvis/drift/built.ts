import type { BuiltFact, MirroredFile, TypeFact } from "../mirror/facts.ts";
import { stampedType } from "./contracts.ts";
import { type DeclaredType, memberSymbol } from "./symbols.ts";
import type { Drift, Remedy } from "./types.ts";
import type { ServiceView } from "./view.ts";

/**
 * Values of stamped types that hand-written code builds. While a stamp is stale they are not looked at: code is right
 * then about the old shape, and the cascade brings it to the new one.
 */
export function builtBy(
  view: ServiceView,
  look: (file: MirroredFile, built: BuiltFact, type: BuiltType) => readonly Drift[],
): Drift[] {
  if (view.isStale) return [];
  return view.own.flatMap((file) =>
    file.facts.built.flatMap((built) => {
      const { type, declared } = stampedType(view, file, built.type) ?? {};
      if (type?.kind !== "record" || declared === undefined) return [];
      return look(file, built, { ...type, declared });
    }),
  );
}

/** A declared type of stamped code. */
export interface BuiltType extends TypeFact {
  readonly declared: DeclaredType;
}

/** What intents call a field of a stamped type. */
export const symbolFor = ({ service }: ServiceView, type: BuiltType, member: string): string =>
  memberSymbol(service.language, type.declared, member);

/** What resolves a value that is built otherwise than declared. */
export const buildAsDeclared: Remedy = {
  title: "build the value as the intent declares it, or change the intent",
};
