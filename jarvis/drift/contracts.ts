import type { Facts, ImportFact, MirroredFile, TypeFact } from "../mirror/facts.ts";
import type { ServiceView } from "./view.ts";

/**
 * The stamped type that a name means in a hand-written file, by where the file imports it from; `undefined` for what is
 * not stamped, or declared in the file itself.
 */
export function stampedType(
  view: ServiceView,
  file: MirroredFile,
  name: string,
): TypeFact | undefined {
  if (file.facts.types.some((type) => type.name === name)) return undefined;
  const imported = file.facts.imports.find((one) => one.alias === name);
  if (imported === undefined) return undefined;
  const [facts, scope] = stampedModule(view, imported) ?? [];
  return facts?.types.find((type) => type.name === imported.name && type.scope === scope);
}

/** Facts of what a stamped module should be, with Rust's module inside the file. */
function stampedModule(
  view: ServiceView,
  { module }: ImportFact,
): readonly [Facts, string] | undefined {
  const file = (end: string): Facts | undefined =>
    view.stamps.find(({ path }) => path.endsWith(`/${end}`))?.expected;
  if (view.service.language === "rust") {
    const parts = module.split("::");
    const at = parts.lastIndexOf("generated");
    const facts = file("generated.rs");
    return at === -1 || facts === undefined ? undefined : [facts, parts.slice(at + 1).join("::")];
  }
  if (!module.startsWith("generated")) return undefined;
  const facts = file(`${module}.${view.service.language === "python" ? "py" : "ts"}`);
  return facts === undefined ? undefined : [facts, ""];
}
