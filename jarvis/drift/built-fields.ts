import type { BuiltFact, FieldFact, MirroredFile, TypeFact } from "../mirror/facts.ts";
import { stampedType } from "./contracts.ts";
import { placeIn } from "./places.ts";
import { type DeclaredType, declaredTypes, intentPlace, memberSymbol } from "./symbols.ts";
import type { Drift, DriftRule } from "./types.ts";
import type { ServiceView } from "./view.ts";

/**
 * Values of stamped types that hand-written code builds. While a stamp is stale they are not looked at: code is right
 * then about the old shape, and the cascade brings it to the new one.
 */
function builtBy(
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

function symbolFor(view: ServiceView, type: TypeFact, member: string): string {
  const [declared] = owners(view, type);
  return declared === undefined
    ? `${view.service.name}/${type.name}.${member}`
    : memberSymbol(view.service.language, declared, member);
}

const fix = { title: "build the value as the intent declares it, or change the intent" };

/** A value is built with a field that its type does not have. */
export const unknownField: DriftRule = {
  code: "unknown-field",
  category: "structural-gap",
  severity: "error",
  what: "Code gives a value a field that its declared type does not have.",
  find: (view) =>
    builtBy(view, (file, built, type) => {
      const known = new Set(type.fields.map((field) => field.name));
      return built.fields
        .filter(({ name }) => !known.has(name))
        .map(({ name, at }) => {
          const symbol = symbolFor(view, type, name);
          const intent = intentPlace(view.model, symbol);
          return {
            symbol,
            message: `\`${type.name}\` is built with \`${name}\`, a field that it does not have`,
            code: placeIn(file.path, at),
            ...(intent === undefined ? {} : { intent }),
            fix,
          };
        });
    }),
};

const isRequired = (view: ServiceView, { name, optional, otherwise }: FieldFact): boolean => {
  if (view.service.language === "rust") return true;
  if (view.service.language === "python") return otherwise === "";
  return !optional && name !== "code";
};

/** A value is built without a field that must be given. */
export const forgottenField: DriftRule = {
  code: "forgotten-field",
  category: "structural-gap",
  severity: "error",
  what: "Code builds a value without a field that its declared type demands.",
  find: (view) =>
    builtBy(view, (file, built, type) => {
      const given = new Set(built.fields.map(({ name }) => name));
      if (built.open) return [];
      return type.fields
        .filter((field) => isRequired(view, field) && !given.has(field.name))
        .map(({ name }) => {
          const symbol = symbolFor(view, type, name);
          const intent = intentPlace(view.model, symbol);
          return {
            symbol,
            message: `\`${type.name}\` is built without \`${name}\``,
            code: placeIn(file.path, built.at),
            ...(intent === undefined ? {} : { intent }),
            fix,
          };
        });
    }),
};
