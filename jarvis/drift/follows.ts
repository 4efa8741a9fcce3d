import { lookup, type Model, type TypeRef } from "#intent";

/** Fields that a type is, or holds, by reference: `users/UserProfile.id` in `(list users/UserProfile.id)`. */
function memberIn(type: TypeRef): string | undefined {
  switch (type.kind) {
    case "member":
      return `${type.service}/${type.entity}.${type.field}`;
    case "list":
    case "optional":
      return memberIn(type.item);
    case "map":
      return memberIn(type.value) ?? memberIn(type.key);
    default:
      return undefined;
  }
}

/** References go round in no model without errors; a bound keeps a wrong one from hanging us. */
const stepsMax = 64;

/**
 * Whether a symbol's type follows, by reference and over any number of steps, from that of one of `told`: then what
 * moved it has been told already.
 */
export function followsFrom(model: Model, symbol: string, told: ReadonlySet<string>): boolean {
  let at: string | undefined = symbol;
  for (let step = 0; step < stepsMax && at !== undefined; step++) {
    const found = lookup(model, at);
    if (found === undefined || !("type" in found.value)) return false;
    at = memberIn(found.value.type);
    if (at !== undefined && told.has(at)) return true;
  }
  return false;
}
