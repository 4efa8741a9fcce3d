import type { Change, DeltaKind } from "#intent";
import { patterns } from "./happened-patterns.ts";
import {
  shown,
  named,
  answers,
  errorsMoved,
  mayAnswer,
  neverAnswers,
  detail,
  heard,
  isNew,
  isGone,
  joined,
  left,
  isCalled,
  mayBeAbsent,
  isAlwaysThere,
  becameAnother,
  differs,
  differ,
  gained,
  reordered,
  type Words,
} from "./telling.ts";

/** What a change has done to a symbol, in words of the intent: `\`limit\` was added to users/rpc:list`. */
export const happened = (change: Change): string => words[change.kind](change);

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
  "rpc-output-changed": answers,
  "rpc-error-added": mayAnswer,
  "rpc-error-removed": neverAnswers,
  "rpc-error-order-changed": errorsMoved,
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
  "broker-changed": differs("The broker"),
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
  ...patterns,
};
