import {
  derived,
  fieldName,
  lookup,
  typeName,
  variantName,
  type Field,
  type Language,
  type Model,
  type Service,
  type Variant,
} from "#intent";
import { kebab } from "../mirror/meaning.ts";
import type { FilePlace } from "./types.ts";
import { universeOf } from "./universe.ts";

/** What a declared type of stamped code is called in intents, and its parts. */
export interface DeclaredType {
  /** `users/UserProfile`, `users/rpc:get-user.in`, `users/config`. */
  readonly symbol: string;
  readonly members: readonly (Field | Variant)[];
  /** What stands between the type's symbol and a member's. */
  readonly separator: "." | ":";
}

const declarations = new WeakMap<Service, Map<Language, ReadonlyMap<string, DeclaredType>>>();

/** Types that a service declares, by their name in a language's code. Made once, and kept as long as the service. */
export function declaredTypes(
  service: Service,
  language: Language,
): ReadonlyMap<string, DeclaredType> {
  const known = declarations.get(service) ?? new Map<Language, ReadonlyMap<string, DeclaredType>>();
  declarations.set(service, known);
  const types = known.get(language) ?? typesOf(service, language);
  known.set(language, types);
  return types;
}

function typesOf(service: Service, language: Language): ReadonlyMap<string, DeclaredType> {
  const found = new Map<string, DeclaredType>();
  const add = (name: string, symbol: string, members: readonly (Field | Variant)[]): void =>
    void found.set(name, { symbol: `${service.name}/${symbol}`, members, separator: "." });
  for (const one of service.entities) add(typeName(language, one.name), one.name, one.fields);
  for (const one of service.enums) add(typeName(language, one.name), one.name, one.variants);
  for (const one of service.aliases) add(typeName(language, one.name), one.name, []);
  for (const one of service.errors) add(derived.error(one.name), `error:${one.name}`, one.fields);
  for (const one of service.events) add(derived.event(one.name), `event:${one.name}`, one.fields);
  const { tools, utils, rules } = service.patterns;
  for (const one of [...service.rpcs, ...tools, ...utils, ...rules])
    add(derived.input(one.name), `${one.kind}:${one.name}.in`, one.input);
  for (const engine of service.patterns.engines)
    for (const { name, input } of engine.members)
      add(
        derived.input(derived.engineMember(engine.name, name)),
        `engine:${engine.name}.${name}.in`,
        input,
      );
  const settings = { symbol: `${service.name}/config`, members: service.config };
  found.set("Config", { ...settings, separator: ":" });
  return found;
}

/** The symbol of a member of a declared type, by its name in code; a name that is not declared is put in kebab-case. */
export function memberSymbol(language: Language, type: DeclaredType, name: string): string {
  const declared = type.members.find((one) =>
    "key" in one ? fieldName(language, one) === name : variantName(language, one) === name,
  );
  return `${type.symbol}${type.separator}${declared?.name ?? kebab(name)}`;
}

/**
 * The service whose types a part of a stamped file holds: `scope` is Rust's module, the other languages have a file for
 * each service. `undefined` for what is no service's, such as the rules of the wire.
 */
export function ownerOf(
  model: Model,
  service: Service,
  path: string,
  scope: string,
): Service | undefined {
  const [, ts, python] = /\/generated\.([\w-]+)\.ts$|\/generated_(\w+)\.py$/.exec(path) ?? [];
  const part = service.language === "rust" ? scope : (ts ?? python ?? "");
  if (part === "") return service;
  return universeOf(model).byModule.get(part);
}

/** Where an intent declares a symbol; of a symbol that is not declared, where its nearest holder is. */
export function intentPlace(model: Model, symbol: string): FilePlace | undefined {
  for (let name = symbol; name !== ""; name = shorter(name)) {
    const found = lookup(model, name);
    if (found === undefined) continue;
    const { value, service } = found;
    const span = "nameSpan" in value && value.nameSpan !== undefined ? value.nameSpan : value.span;
    return { file: service.file, span };
  }
  return undefined;
}

/** `users/rpc:get-user.in.id` → `users/rpc:get-user.in` → `users/rpc:get-user` → `users` → nothing. */
function shorter(symbol: string): string {
  const dot = symbol.lastIndexOf(".");
  if (dot !== -1) return symbol.slice(0, dot);
  const slash = symbol.indexOf("/");
  return slash === -1 ? "" : symbol.slice(0, slash);
}
