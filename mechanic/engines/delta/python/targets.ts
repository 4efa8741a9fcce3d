import { derived, snakeCase, typeName, valueName, variantName, type Change } from "#intent";

/** A name in the stamped code before the change, and what it is called after it. */
export interface Target {
  readonly change: Change;
  /** The service whose stamped file declares it. */
  readonly service: string;
  /** The class or function that holds it; absent for a name at the top of the file. */
  readonly owner?: string;
  readonly kind: "class" | "attribute" | "method" | "function" | "parameter" | "variable";
  readonly from: string;
  readonly to: string;
}

interface Symbol {
  readonly service: string;
  readonly prefix: string;
  /** `UserProfile`, `get-user`, … */
  readonly head: string;
  /** Field, variant or parameter; empty where the symbol is none. */
  readonly member: string;
}

/** Splits `users/UserProfile.id`, `users/rpc:get-user.in.id`, `users/event:user-registered.user`, `users/config:port`. */
export function parseSymbol(symbol: string): Symbol | undefined {
  const found =
    /^([^/]+)\/(?:(rpc|tool|util|rule|event|error|config):)?([^.]+)(?:\.(?:in\.)?(.+))?$/.exec(
      symbol,
    );
  if (found === null) return undefined;
  const [, service = "", prefix = "", head = "", member = ""] = found;
  return { service, prefix, head, member };
}

/** Every stamped name that a renaming change moves, as docs/stamps.md spells them; none for other changes. */
export function targetsOf(change: Change, self: string): readonly Target[] {
  if (/^(?:listener|every)-handler-changed$/.test(change.kind)) return handler(change, self);
  const old = parseSymbol(change.fromSymbol ?? "");
  const now = parseSymbol(change.symbol);
  if (old === undefined || now === undefined) return [];
  return renamed(change, old, now, self).filter((target) => target.from !== target.to);
}

function renamed(change: Change, old: Symbol, now: Symbol, self: string): readonly Target[] {
  const target = (kind: Target["kind"], from: string, to: string, owner?: string): Target => ({
    change,
    service: old.service,
    kind,
    from,
    to,
    ...(owner === undefined ? {} : { owner }),
  });
  switch (change.kind) {
    case "field-renamed":
      return fieldTargets(target, old, now);
    case "parameter-renamed":
      return [
        target("attribute", valueOf(old.member), valueOf(now.member), derived.input(old.head)),
      ];
    case "config-renamed":
      return [target("attribute", valueOf(old.head), valueOf(now.head), "Config")];
    case "variant-renamed":
      return [target("attribute", variantOf(old.member), variantOf(now.member), typeOf(old.head))];
    case "entity-renamed":
      return [
        target("class", typeOf(old.head), typeOf(now.head)),
        target("function", builderName(old.head), builderName(now.head)),
        ...(old.service === self ? keptTargets(target, old.head, now.head) : []),
      ];
    case "enum-renamed":
      return [target("class", typeOf(old.head), typeOf(now.head))];
    case "error-renamed":
      return [target("class", derived.error(old.head), derived.error(now.head))];
    case "alias-renamed":
      return [target("variable", typeOf(old.head), typeOf(now.head))];
    case "event-renamed":
      return [
        target("class", derived.event(old.head), derived.event(now.head)),
        target("function", builderName(old.head), builderName(now.head)),
        target("method", valueOf(old.head), valueOf(now.head), "Publisher"),
      ];
    case "util-renamed":
    case "rule-renamed":
    case "rpc-renamed":
    case "tool-renamed": {
      const owner = old.service === self ? derived.service(self) : derived.client(old.service);
      return [
        target("class", derived.input(old.head), derived.input(now.head)),
        target("method", valueOf(old.head), valueOf(now.head), owner),
      ];
    }
    default:
      return [];
  }
}

type Make = (kind: Target["kind"], from: string, to: string, owner?: string) => Target;

/** What keeps an entity, where a `crud` names it: who answers its rpcs, and the stores that it is given. */
function keptTargets(target: Make, from: string, to: string): readonly Target[] {
  const store = (name: string): string => `${snakeCase(name)}_store`;
  const memory = (name: string): string => `${snakeCase(name)}_memory`;
  return [
    target("class", derived.crudHandlers(from), derived.crudHandlers(to)),
    target("attribute", store(from), store(to), derived.crudHandlers(from)),
    target("function", store(from), store(to)),
    target("function", memory(from), memory(to)),
  ];
}

/** A field is an attribute of its model and, of entities and events, a parameter of the builder. */
function fieldTargets(target: Make, old: Symbol, now: Symbol): readonly Target[] {
  const from = valueOf(old.member);
  const to = valueOf(now.member);
  const attribute = target(
    "attribute",
    from,
    to,
    old.prefix === "" ? typeOf(old.head) : derived.event(old.head),
  );
  if (old.prefix === "error") return [attribute];
  return [attribute, target("parameter", from, to, builderName(old.head))];
}

function handler(change: Change, self: string): readonly Target[] {
  if (change.from === null || change.to === null) return [];
  const owner = derived.service(self);
  return [
    {
      change,
      service: self,
      owner,
      kind: "method",
      from: valueOf(change.from),
      to: valueOf(change.to),
    },
  ];
}

const valueOf = (name: string): string => valueName("python", name);
const typeOf = (name: string): string => typeName("python", name);
const variantOf = (name: string): string => variantName("python", { name });

/** `a_user_profile`: the test builder of an entity or event. */
export const builderName = (name: string): string => `a_${snakeCase(name)}`;

/** The stamped attribute that a change renames or removes; `to` is missing where it is gone. */
export function ownedAttribute(
  change: Change,
): { readonly owner: string; readonly from: string; readonly to: string | undefined } | undefined {
  const removed = change.kind === "field-removed" || change.kind === "parameter-removed";
  if (!removed && change.kind !== "field-renamed" && change.kind !== "parameter-renamed")
    return undefined;
  const old = parseSymbol(change.fromSymbol ?? change.symbol);
  if (old === undefined) return undefined;
  const now = removed ? undefined : parseSymbol(change.symbol);
  return {
    owner: ownerName(old),
    from: valueOf(old.member),
    to: now === undefined ? undefined : valueOf(now.member),
  };
}

/** A member of a stamped class as the intent's symbol spells it. */
export interface OwnedMember {
  readonly service: string;
  /** The intent's name of the class, for its builder. */
  readonly head: string;
  readonly owner: string;
  readonly name: string;
}

/** The stamped attribute of a field's or parameter's symbol; `undefined` for other symbols. */
export function ownedMember(symbol: string): OwnedMember | undefined {
  const found = parseSymbol(symbol);
  if (found === undefined || found.member === "") return undefined;
  const { service, head } = found;
  return { service, head, owner: ownerName(found), name: valueOf(found.member) };
}

/** The class that holds the members of a symbol's head. */
function ownerName({ prefix, head }: Symbol): string {
  if (/^(?:rpc|tool|util|rule)$/.test(prefix)) return derived.input(head);
  return prefix === "event"
    ? derived.event(head)
    : prefix === "error"
      ? derived.error(head)
      : typeOf(head);
}
