import { derived, type Service } from "#intent";
import type { ImplementationFact, ImportFact, MirroredFile, TypeFact } from "../mirror/facts.ts";
import { type DeclaredType, declaredTypes, ownerOf } from "./symbols.ts";
import type { ServiceView, StampState } from "./view.ts";

/** A type of stamped code, and what intents call it; clients and the like are nobody's declaration. */
export interface StampedType {
  readonly type: TypeFact;
  readonly declared: DeclaredType | undefined;
}

/**
 * The stamped type that a name means in a hand-written file, by where the file imports it from; `undefined` for what is
 * not stamped, or declared in the file itself.
 */
export function stampedType(
  view: ServiceView,
  file: MirroredFile,
  name: string,
): StampedType | undefined {
  if (file.facts.types.some((type) => type.name === name)) return undefined;
  const imported = file.facts.imports.find((one) => one.alias === name);
  if (imported === undefined) return undefined;
  const [stamp, scope] = stampedModule(view, imported) ?? [];
  const type = stamp?.expected.types.find(
    (one) => one.name === imported.name && one.scope === scope,
  );
  if (stamp === undefined || type === undefined) return undefined;
  const owner = ownerOf(view.model, view.service, stamp.path, type.scope);
  const declared = owner && declaredTypes(owner, view.service.language).get(type.name);
  return { type, declared };
}

/** The file of a stamped module, with Rust's module inside of it. */
function stampedModule(
  view: ServiceView,
  { module }: ImportFact,
): readonly [StampState, string] | undefined {
  const file = (end: string): StampState | undefined =>
    view.stamps.find(({ path }) => path.endsWith(`/${end}`));
  if (view.service.language === "rust") {
    const parts = module.split("::");
    const at = parts.lastIndexOf("generated");
    const stamp = file("generated.rs");
    return at === -1 || stamp === undefined ? undefined : [stamp, parts.slice(at + 1).join("::")];
  }
  if (!module.startsWith("generated")) return undefined;
  const stamp = file(`${module}.${view.service.language === "python" ? "py" : "ts"}`);
  return stamp === undefined ? undefined : [stamp, ""];
}

/** Whether an implementation is of a service's contract: of one of its traits with its input, or of the whole. */
export const implementsContract = (
  service: Service,
  file: MirroredFile,
  one: ImplementationFact,
): boolean =>
  file.language === "rust"
    ? [...service.rpcs, ...service.patterns.tools].some(
        ({ name }) =>
          derived.rpcTrait(name) === one.contract &&
          one.methods.some(
            ({ parameters }) => parameters[1]?.endsWith(derived.input(name)) === true,
          ),
      )
    : derived.service(service.name) === one.contract;
