import type { Change, DeltaKind } from "#intent";

/** Says what a change did, as the beginning of a sentence that a question ends. */
type Words = (change: Change) => string;

/** What a change has done to a symbol, in words of the intent: `\`limit\` was added to users/rpc:list`. */
export const happened = (change: Change): string => words[change.kind](change);

const shown = ({ symbol }: Change): string => symbol;
/** The last name of a symbol: `free` of `users/Plan.free`, `port` of `users/config:port`. */
const named = ({ symbol }: Change): string => symbol.slice(symbol.search(/[^./:]*$/));
/** What the last name belongs to, without its service: `Plan` of `users/Plan.free`; the service where it is all there is. */
function owner({ symbol, service }: Change): string {
  const around = symbol.slice(0, Math.max(symbol.lastIndexOf("."), 0)).replace(/\.in$/, "");
  return around === "" ? service : around.slice(around.indexOf("/") + 1);
}
/** The bare name of the error that `users/error:name-taken` is. */
const errorName = (symbol: string | null): string =>
  symbol === null ? "an error" : `\`${symbol.slice(symbol.lastIndexOf(":") + 1)}\``;

/** What stands behind the kind of a symbol: `users/rpc:get-user` of `orders/uses:users/rpc:get-user`. */
const detail = ({ symbol }: Change): string => symbol.slice(symbol.indexOf(":") + 1);
/** The event of `orders/on:users/event:user-created:greet`. */
const heard = (change: Change): string =>
  detail(change).slice(0, Math.max(detail(change).lastIndexOf(":"), 0));

const isNew: Words = (change) => `${shown(change)} is new`;
const isGone: Words = (change) => `${shown(change)} is gone`;
const joined: Words = (change) => `\`${named(change)}\` was added to ${owner(change)}`;
const left: Words = (change) => `\`${named(change)}\` of ${owner(change)} is gone`;
const isCalled: Words = (change) =>
  `\`${change.from ?? change.fromSymbol ?? named(change)}\` is called ${shown(change)} now`;
const mayBeAbsent: Words = (change) => `${shown(change)} may be absent now`;
const isAlwaysThere: Words = (change) => `${shown(change)} is always there now`;
const becameAnother: Words = (change) =>
  change.from === null || change.to === null
    ? `${shown(change)} has changed`
    : `${shown(change)} is ${change.to} now and was ${change.from}`;
/** Something about a symbol is different, and not what it is. */
const differs =
  (what: string): Words =>
  ({ symbol, from, to }) =>
    from === null || to === null
      ? `${what} of ${symbol} has changed`
      : `${what} of ${symbol} is ${to} now and was ${from}`;
/** The same for what has no one value: gates, limits. */
const differ =
  (what: string): Words =>
  ({ symbol }) =>
    `${what} of ${symbol} have changed`;
const gained = ({ to }: Change, what: string): string =>
  to === null ? `not ${what} any more` : `${what} now`;
const reordered =
  (what: string): Words =>
  (change) =>
    `${what} ${shown(change)} stands in another place now`;

const fields = {
  "field-added": joined,
  "field-removed": isGone,
  "field-renamed": isCalled,
  "field-retyped": becameAnother,
  "field-became-optional": mayBeAbsent,
  "field-became-required": isAlwaysThere,
  "field-default-changed": differs("The default"),
  "field-key-changed": (change) => `${shown(change)} is ${gained(change, "part of the key")}`,
  "field-unique-changed": (change) => `${shown(change)} is ${gained(change, "unique")}`,
  "field-wire-changed": differs("The name on the wire"),
  "field-constraint-changed": differs("What is valid"),
  "field-doc-changed": differs("The description"),
  "field-order-changed": reordered("The field"),
} satisfies Partial<Record<DeltaKind, Words>>;

const parameters = {
  "parameter-added": joined,
  "parameter-removed": isGone,
  "parameter-renamed": isCalled,
  "parameter-retyped": becameAnother,
  "parameter-became-optional": mayBeAbsent,
  "parameter-became-required": isAlwaysThere,
  "parameter-default-changed": differs("The default"),
  "parameter-wire-changed": differs("The name on the wire"),
  "parameter-constraint-changed": differs("What is valid"),
  "parameter-doc-changed": differs("The description"),
  "parameter-order-changed": reordered("The parameter"),
} satisfies Partial<Record<DeltaKind, Words>>;

const configs = {
  "config-added": (change) => `\`${named(change)}\` was added to the settings of ${change.service}`,
  "config-removed": isGone,
  "config-renamed": isCalled,
  "config-retyped": becameAnother,
  "config-became-optional": mayBeAbsent,
  "config-became-required": isAlwaysThere,
  "config-default-changed": differs("The default"),
  "config-constraint-changed": differs("What is valid"),
  "config-doc-changed": differs("The description"),
  "config-order-changed": reordered("The setting"),
} satisfies Partial<Record<DeltaKind, Words>>;

const types = {
  "entity-added": isNew,
  "entity-removed": isGone,
  "entity-renamed": isCalled,
  "entity-doc-changed": differs("The description"),
  "enum-added": isNew,
  "enum-removed": isGone,
  "enum-renamed": isCalled,
  "enum-doc-changed": differs("The description"),
  "variant-added": joined,
  "variant-removed": left,
  "variant-renamed": isCalled,
  "variant-wire-changed": differs("The name on the wire"),
  "variant-doc-changed": differs("The description"),
  "variant-order-changed": reordered("The variant"),
  "union-added": isNew,
  "union-removed": isGone,
  "union-renamed": isCalled,
  "union-doc-changed": differs("The description"),
  "case-added": joined,
  "case-removed": left,
  "case-renamed": isCalled,
  "case-wire-changed": differs("The name on the wire"),
  "case-doc-changed": differs("The description"),
  "case-order-changed": (change) => `The cases of ${shown(change)} stand in another order now`,
  "alias-added": isNew,
  "alias-removed": isGone,
  "alias-renamed": isCalled,
  "alias-retyped": becameAnother,
  "alias-doc-changed": differs("The description"),
} satisfies Partial<Record<DeltaKind, Words>>;

const calls = {
  "error-added": isNew,
  "error-removed": isGone,
  "error-renamed": isCalled,
  "error-status-changed": differs("The status"),
  "error-wire-changed": differs("The name on the wire"),
  "error-doc-changed": differs("The description"),
  "rpc-added": isNew,
  "rpc-removed": isGone,
  "rpc-renamed": isCalled,
  "rpc-output-changed": (change) =>
    `${shown(change).replace(/\.out$/, "")} answers ${change.to ?? "nothing"} now, and ${change.from ?? "nothing"} before`,
  "rpc-error-added": (change) => `${shown(change)} may answer ${errorName(change.to)} now`,
  "rpc-error-removed": (change) =>
    `${shown(change)} does not answer ${errorName(change.from)} any more`,
  "rpc-error-order-changed": (change) =>
    `The errors of ${shown(change)} stand in another order now`,
  "rpc-wire-changed": differs("The name on the wire"),
  "rpc-doc-changed": differs("The description"),
  "event-added": isNew,
  "event-removed": isGone,
  "event-renamed": isCalled,
  "event-wire-changed": differs("The name on the wire"),
  "event-doc-changed": differs("The description"),
} satisfies Partial<Record<DeltaKind, Words>>;

const services = {
  "service-added": isNew,
  "service-removed": isGone,
  "service-doc-changed": differs("The description"),
  "language-changed": differs("The language"),
  "governance-changed": differs("The governance"),
  "tier-changed": differs("The tier"),
  "gates-changed": differ("The gates"),
  "limits-changed": differ("The limits"),
  "uses-added": (change) => `${change.service} uses ${detail(change)} now`,
  "uses-removed": (change) => `${change.service} does not use ${detail(change)} any more`,
  "listener-added": (change) => `${change.service} listens to ${heard(change)} now`,
  "listener-removed": (change) => `${change.service} does not listen to ${heard(change)} any more`,
  "listener-handler-changed": (change) =>
    `\`${change.from ?? "the handler"}\`, which listens to ${heard(change)}, is called \`${change.to ?? named(change)}\` now`,
  "gap-added": (change) => `${change.service} has a new gap, "${detail(change)}"`,
  "gap-removed": (change) => `The gap "${detail(change)}" of ${change.service} is closed`,
  "lifecycle-changed": differs("The lifecycle"),
} satisfies Partial<Record<DeltaKind, Words>>;

const universe = {
  "universe-renamed": isCalled,
  "universe-doc-changed": differs("The description"),
  "universe-services-changed": differs("The list of services"),
  "universe-gates-changed": differ("The gates"),
  "universe-limits-changed": differ("The limits"),
  "universe-delivery-changed": differs("The delivery"),
  "universe-sandbox-changed": differs("The sandbox"),
} satisfies Partial<Record<DeltaKind, Words>>;

/** Every kind has its own words: none is told by how its name ends. */
const words: Readonly<Record<DeltaKind, Words>> = {
  ...services,
  ...universe,
  ...types,
  ...fields,
  ...calls,
  ...parameters,
  ...configs,
};
