import type { MirroredFile, TypeFact } from "../mirror/facts.ts";
import { kebab } from "../mirror/meaning.ts";
import { placeIn } from "./places.ts";
import { type DeclaredType, declaredTypes, intentPlace, ownerOf } from "./symbols.ts";
import type { Drift, DriftRule } from "./types.ts";
import type { ServiceView } from "./view.ts";

/** Hand-written code declares a type again that an intent declares: the two drift apart. */
export const redeclaredType: DriftRule = {
  code: "redeclared-type",
  category: "location-mismatch",
  severity: "warning",
  what: "Hand-written code declares a type again that stamped code declares.",
  find: (view) => {
    const own = declaredTypes(view.service, view.service.language);
    const foreign = foreignTypes(view);
    return view.own.flatMap((file) =>
      file.facts.types.flatMap((type) => {
        if (type.kind !== "record" && type.kind !== "enum") return [];
        const mine = own.get(type.name);
        const theirs = foreign.get(type.name)?.find((one) => isCopy(type, one));
        const meant = mine ?? theirs;
        return meant === undefined || meant.separator === ":"
          ? []
          : [told(view, file, type, meant)];
      }),
    );
  },
};

/** Types of other services that stand stamped in this one, by name. */
function foreignTypes({ model, service, stamps }: ServiceView): Map<string, DeclaredType[]> {
  const found = new Map<string, DeclaredType[]>();
  for (const { path, expected } of stamps)
    for (const { name, scope } of expected.types) {
      const owner = ownerOf(model, service, path, scope);
      const declared = owner && declaredTypes(owner, service.language).get(name);
      if (owner === undefined || owner === service || declared === undefined) continue;
      found.set(name, [...(found.get(name) ?? []), declared]);
    }
  return found;
}

/** Two services may well mean different things by one word; a copy has what the other has. */
function isCopy(type: TypeFact, { members }: DeclaredType): boolean {
  const parts = [...type.fields, ...type.variants].map(({ name }) => kebab(name));
  const declared = new Set(members.map(({ name }) => name));
  const shared = parts.filter((name) => declared.has(name)).length;
  return shared >= Math.min(2, declared.size) && shared * 2 > parts.length;
}

function told(view: ServiceView, file: MirroredFile, type: TypeFact, meant: DeclaredType): Drift {
  const intent = intentPlace(view.model, meant.symbol);
  const inside = file.path.slice(view.service.directory.length + 1);
  const owner = meant.symbol.startsWith(`${view.service.name}/`)
    ? "the intent"
    : `the intent of ${meant.symbol.split("/")[0] ?? ""}`;
  return {
    symbol: meant.symbol,
    message: `\`${type.name}\` is declared by ${owner}, and again by hand in ${inside}`,
    code: placeIn(file.path, type.at),
    ...(intent === undefined ? {} : { intent }),
    fix: {
      title: `import \`${type.name}\` from the stamped code, or give this type a name of its own`,
    },
  };
}
