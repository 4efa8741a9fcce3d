import { pascalCase, screamingCase, typeName, valueName, type Language } from "#intent";
import type { ChangedName, ChangeSeen, RuleCause } from "./types.ts";

/**
 * The last name of a symbol, the name of what holds it, and that with its service, where anything holds it:
 * `users/User.id` gives `id`, `User` and `users/User`.
 */
function namesOf(symbol: string): {
  readonly name: string;
  readonly owner: string;
  readonly holder?: string;
} {
  const slash = symbol.indexOf("/");
  const rest = symbol.slice(slash + 1);
  const parts = rest.slice(rest.indexOf(":") + 1).split(".");
  const owner = parts[0] ?? "";
  const names = { name: parts.at(-1) ?? "", owner };
  return parts.length < 2 ? names : { ...names, holder: symbol.slice(0, slash + 1) + owner };
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

/** The last name of a changed symbol, as the intent spells it. */
export const changedName = (symbol: string): string => namesOf(symbol).name;

/** The change as a rule's condition, as narrow as it can be said. */
export function causeOf({ symbol, kind, from, to }: ChangeSeen): RuleCause {
  const { name, holder } = namesOf(symbol);
  return {
    kind,
    name,
    ...(holder === undefined ? {} : { owner: holder }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
}

/** A type without the service that it is of. */
const bare = (owner: string): string => owner.slice(owner.indexOf("/") + 1);

/** The type that two conditions speak of: of one service, else of one name. */
function commonOwner(a: string | undefined, b: string | undefined): Pick<RuleCause, "owner"> {
  if (a === undefined || b === undefined || bare(a) !== bare(b)) return {};
  return { owner: a === b ? a : bare(a) };
}

const isOwner = (owner: string, seen: string | undefined): boolean =>
  seen !== undefined && (owner.includes("/") ? owner === seen : owner === bare(seen));

/** What two conditions have in common. */
export function commonCause(a: RuleCause, b: RuleCause): RuleCause {
  return {
    kind: a.kind,
    ...(a.name !== undefined && a.name === b.name ? { name: a.name } : {}),
    ...commonOwner(a.owner, b.owner),
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
    (cause.owner === undefined || isOwner(cause.owner, seen.owner)) &&
    (cause.from === undefined || cause.from === seen.from) &&
    (cause.to === undefined || cause.to === seen.to)
  );
}
