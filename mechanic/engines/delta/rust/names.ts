import { derived, pascalCase, snakeCase, typeName, valueName, type Change } from "#intent";

/** One name in code that a declared rename changes. `owner` is the Rust type that a member belongs to. */
export interface Renamed {
  readonly kind: "member" | "variant" | "type" | "method";
  readonly owner: string | undefined;
  readonly from: string;
  readonly to: string;
  readonly change: string;
}

/** The Rust type that holds the field or variant of a symbol: `users/rpc:get-user.in.id` → `GetUserIn`. */
export function ownerOf(symbol: string): string | undefined {
  const path = symbol.slice(symbol.indexOf("/") + 1);
  const rpc = /^(?:rpc|tool|util|rule):([^.]+)\.in\./.exec(path)?.[1];
  if (rpc !== undefined) return derived.input(rpc);
  const declared = /^(?:event|error):([^.]+)\./.exec(path)?.[1];
  if (declared !== undefined) return typeName("rust", declared);
  if (/^(?:config)[:.]/.test(path)) return "Config";
  const entity = /^([^.:]+)\./.exec(path)?.[1];
  return entity === undefined ? undefined : typeName("rust", entity);
}

/** Last part of a symbol: the name of a field, variant, rpc, event, error or type. */
export const lastName = (symbol: string): string => symbol.split(/[/.:]/).at(-1) ?? symbol;

/** The stamped function that builds an entity or event: `a_port_call`. */
const builderOf = (name: string): string => `a_${snakeCase(name)}`;

const members = new Set(["field-renamed", "parameter-renamed", "config-renamed"]);
const types = new Set(["entity-renamed", "enum-renamed", "alias-renamed"]);

/** All names that the renames among `changes` change in Rust code. Guesses are left out: they are asked about. */
export function renamesOf(changes: readonly Change[]): Renamed[] {
  return [
    ...changes.filter((change) => change.guess === undefined).flatMap(namesOf),
    ...swappedEvents(changes).flatMap(({ from, to, change }) => [
      { ...swapped(typeName("rust", from), typeName("rust", to), change), kind: "type" as const },
      { ...swapped(builderOf(from), builderOf(to), change), kind: "method" as const },
    ]),
  ];
}

const swapped = (from: string, to: string, change: Change): Omit<Renamed, "kind"> => ({
  owner: undefined,
  from,
  to,
  change: change.symbol,
});

/** An event that a handler listens to in place of another one. */
export interface SwappedEvent {
  readonly service: string;
  readonly from: string;
  readonly to: string;
  readonly change: Change;
}

/** Handlers that stay and hear another event: what they are given has that event's type now. */
export function swappedEvents(changes: readonly Change[]): SwappedEvent[] {
  const heard = (change: Change) =>
    /on:([\w-]+)\/event:([\w-]+):([\w-]+)$/.exec(change.symbol)?.slice(1) ?? [];
  return changes
    .filter((change) => change.kind === "listener-added")
    .flatMap((change) => {
      const [service = "", to = "", handler] = heard(change);
      const before = changes.filter(
        (one) => one.kind === "listener-removed" && heard(one)[2] === handler,
      );
      const [only, ...others] = before;
      const [was, from = ""] = only === undefined ? [] : heard(only);
      return only === undefined || others.length > 0 || was !== service
        ? []
        : [{ service, from, to, change: only }];
    });
}

function namesOf(change: Change): Renamed[] {
  const isHandler = /^(?:listener|every)-handler-changed$/.test(change.kind);
  const before = isHandler
    ? change.from
    : change.fromSymbol === undefined
      ? change.from
      : lastName(change.fromSymbol);
  const after = isHandler ? change.to : lastName(change.symbol);
  if (before === null || after === null) return [];
  const entry = (kind: Renamed["kind"], from: string, to: string, owner?: string): Renamed[] =>
    from === to ? [] : [{ kind, owner, from, to, change: change.symbol }];
  const type = (suffix: (name: string) => string): Renamed[] =>
    entry("type", suffix(before), suffix(after));
  if (members.has(change.kind))
    return entry(
      "member",
      valueName("rust", before),
      valueName("rust", after),
      ownerOf(change.symbol),
    );
  const built = (): Renamed[] => entry("method", builderOf(before), builderOf(after));
  const store = (name: string): string => `${snakeCase(name)}_store`;
  // Who keeps an entity, where a `crud` names it, and what it keeps it in.
  const kept =
    change.kind === "entity-renamed"
      ? [
          ...type(derived.crudKeeper),
          ...type((name) => `${pascalCase(name)}Store`),
          ...entry("method", store(before), store(after)),
        ]
      : [];
  if (types.has(change.kind))
    return [...type((name) => typeName("rust", name)), ...built(), ...kept];
  if (change.kind === "variant-renamed")
    return entry(
      "variant",
      typeName("rust", before),
      typeName("rust", after),
      ownerOf(change.symbol),
    );
  if (change.kind === "error-renamed")
    return [
      ...type(derived.error),
      ...entry("variant", derived.error(before), derived.error(after)),
    ];
  if (change.kind === "event-renamed")
    return [
      ...type(derived.event),
      ...entry("method", snakeCase(before), snakeCase(after)),
      ...built(),
    ];
  if (isHandler)
    return [
      ...type(derived.listenerTrait),
      ...entry("method", snakeCase(before), snakeCase(after)),
    ];
  if (change.kind === "util-renamed")
    return [
      ...type(derived.utilTrait),
      ...type(derived.input),
      ...entry("method", valueName("rust", before), valueName("rust", after)),
    ];
  if (!/^(?:rpc|tool|rule)-renamed$/.test(change.kind)) return [];
  return [
    ...type(derived.rpcTrait),
    ...type(derived.input),
    ...type(derived.rpcError),
    ...entry("method", valueName("rust", before), valueName("rust", after)),
  ];
}
