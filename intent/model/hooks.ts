import type { Hook, Rule } from "./pattern-types.ts";

/** A place where rules are asked. */
export const placeOf = ({ when, into, target }: Hook): string =>
  `${when} ${into} ${target.service}/${target.name}`;

/** Which rules each place asks, in the order in which they are declared: what asks several of them shows it. */
export function askedAt(
  rules: readonly Rule[],
  place: (hook: Hook) => string = placeOf,
): ReadonlyMap<string, readonly { readonly rule: Rule; readonly hook: Hook }[]> {
  const all = rules.flatMap((rule) => rule.hooks.map((hook) => ({ rule, hook })));
  return Map.groupBy(all, ({ hook }) => place(hook));
}
