import { formBeside, type Change } from "#intent";

/** How the intent would say that a changed type is read in two forms, where the wire breaks and it can be. */
export function twoForms({ kind, symbol, axes, from, to, fromType, toType }: Change): {
  readonly forms?: { readonly accept: string; readonly switch: string };
} {
  const isField = kind === "field-retyped" || kind === "parameter-retyped";
  if (!isField || axes.wire === "compatible" || fromType === undefined || toType === undefined)
    return {};
  const [old, now] = [fromType, toType].map((type) =>
    type.kind === "optional" ? type.item : type,
  );
  if (old === undefined || now === undefined) return {};
  const [next, last] = [formBeside(old, now), formBeside(now, old)];
  if (next === undefined || last === undefined) return {};
  const name = symbol.slice(symbol.lastIndexOf(".") + 1);
  return {
    forms: {
      accept: `(${name} ${from ?? ""} :reads ${next})`,
      switch: `(${name} ${to ?? ""} :reads ${last})`,
    },
  };
}
