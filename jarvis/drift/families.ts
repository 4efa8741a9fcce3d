import type { ImplementationFact, MirroredFile } from "../mirror/facts.ts";
import type { ServiceView } from "./view.ts";

const families = new WeakMap<ServiceView, Map<string, ReadonlySet<string>>>();

/**
 * Names by which a service's own code means a contract: the contract's, those that it is imported under, and those of
 * types that extend or implement one of these, over any number of steps. Made once for each contract of a view.
 */
export function familyOf(view: ServiceView, contract: string): ReadonlySet<string> {
  const known = families.get(view) ?? new Map<string, ReadonlySet<string>>();
  families.set(view, known);
  const names = known.get(contract) ?? gathered(view, contract);
  known.set(contract, names);
  return names;
}

function gathered({ own }: ServiceView, contract: string): ReadonlySet<string> {
  const names = new Set([contract]);
  for (const { facts } of own)
    for (const { name, alias } of facts.imports)
      if (name === contract && alias !== "") names.add(alias);
  const types = own.flatMap(({ facts }) => facts.types);
  for (let size = 0; size < names.size;) {
    size = names.size;
    for (const { name, bases } of types) if (bases.some((base) => names.has(base))) names.add(name);
  }
  return names;
}

/** What hand-written code says to be a contract, by itself or by what it is derived from. */
export function saidToBe(
  view: ServiceView,
  contract: string,
): readonly { readonly file: MirroredFile; readonly one: ImplementationFact }[] {
  const names = familyOf(view, contract);
  return view.own.flatMap((file) =>
    file.facts.implementations
      .filter((one) => names.has(one.contract))
      .map((one) => ({ file, one })),
  );
}
