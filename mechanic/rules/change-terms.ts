import { pascalCase, screamingCase, typeName, valueName, type Language } from "#intent";
import type { ChangedName, ChangeSeen, RuleCause } from "./types.ts";

/** The last name of a symbol, and the name of what holds it: `users/User.id` gives `id` and `User`. */
function namesOf(symbol: string): { readonly name: string; readonly owner: string } {
  const rest = symbol.slice(symbol.indexOf("/") + 1);
  const parts = rest.slice(rest.indexOf(":") + 1).split(".");
  return { name: parts.at(-1) ?? "", owner: parts[0] ?? "" };
}

/** The names of a change that a rule may write, in the spellings of a language. */
export function changeTerms(symbol: string, language: Language): ReadonlyMap<ChangedName, string> {
  const { name, owner } = namesOf(symbol);
  return new Map([
    ["changed", valueName(language, name)],
    ["changed-type", typeName(language, name)],
    ["changed-constant", screamingCase(name)],
    ["changed-plain", name],
    ["changed-owner", pascalCase(owner)],
  ]);
}

/** The change as a rule's condition, as narrow as it can be said. */
export const causeOf = ({ symbol, kind, from, to }: ChangeSeen): RuleCause => ({
  kind,
  name: namesOf(symbol).name,
  ...(from === null ? {} : { from }),
  ...(to === null ? {} : { to }),
});

/** What two conditions have in common. */
export function commonCause(a: RuleCause, b: RuleCause): RuleCause {
  return {
    kind: a.kind,
    ...(a.name !== undefined && a.name === b.name ? { name: a.name } : {}),
    ...(a.from !== undefined && a.from === b.from ? { from: a.from } : {}),
    ...(a.to !== undefined && a.to === b.to ? { to: a.to } : {}),
  };
}

/** Whether a rule that follows from `cause` follows from this change. */
export function followsFrom(cause: RuleCause, change: ChangeSeen): boolean {
  const seen = causeOf(change);
  return (
    cause.kind === seen.kind &&
    (cause.name === undefined || cause.name === seen.name) &&
    (cause.from === undefined || cause.from === seen.from) &&
    (cause.to === undefined || cause.to === seen.to)
  );
}
