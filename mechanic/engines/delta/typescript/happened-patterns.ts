import type { DeltaKind } from "#intent";
import {
  answers,
  differ,
  differs,
  errorsMoved,
  isCalled,
  isGone,
  isNew,
  mayAnswer,
  neverAnswers,
  shown,
  type Words,
} from "./telling.ts";

/** How a clause is told: what it says of its holder is different. */
const clauses = {
  "http-changed": differs("The route"),
  "auth-changed": differ("The scopes"),
  "idempotent-changed": differs("The memory of calls"),
  "retry-changed": differ("The tries"),
  "timeout-changed": differs("The timeout"),
  "dead-letter-changed": differs("The dead letter box"),
  "parallel-changed": differs("The bound of parallel runs"),
  "overlap-changed": differs("The overlap"),
  "catch-up-changed": differs("The catching up"),
} satisfies Partial<Record<DeltaKind, Words>>;

const machines = {
  "machine-added": isNew,
  "machine-removed": isGone,
  "machine-renamed": isCalled,
  "machine-field-changed": differs("The field"),
  "machine-initial-changed": differs("The first state"),
  "machine-doc-changed": differs("The description"),
  "state-added": isNew,
  "state-removed": isGone,
  "state-order-changed": (change) => `The states of ${shown(change)} stand in another order now`,
  "transition-added": isNew,
  "transition-removed": isGone,
  "transition-renamed": isCalled,
  "transition-ways-changed": (change) =>
    `${shown(change)} leads \`${change.to ?? ""}\` now, and \`${change.from ?? ""}\` before`,
  "transition-guard-changed": differs("The guard"),
  "transition-doc-changed": differs("The description"),
} satisfies Partial<Record<DeltaKind, Words>>;

const engines = {
  "engine-added": isNew,
  "engine-removed": isGone,
  "engine-renamed": isCalled,
  "engine-doc-changed": differs("The description"),
  "member-added": isNew,
  "member-removed": isGone,
  "member-renamed": isCalled,
  "member-kind-changed": (change) =>
    `${shown(change)} is a ${change.to ?? "member"} now and was a ${change.from ?? "member"}`,
  "member-doc-changed": differs("The description"),
  "invariant-added": (change) => `${shown(change)} must hold that ${change.to ?? "it is right"}`,
  "invariant-removed": (change) =>
    `${shown(change)} need not hold any more that ${change.from ?? "it is right"}`,
} satisfies Partial<Record<DeltaKind, Words>>;

const functions = {
  "util-added": isNew,
  "util-removed": isGone,
  "util-renamed": isCalled,
  "util-doc-changed": differs("The description"),
  "example-added": (change) => `${shown(change)} has one more example`,
  "example-removed": (change) => `${shown(change)} has one example less`,
  "rule-added": isNew,
  "rule-removed": isGone,
  "rule-renamed": isCalled,
  "rule-doc-changed": differs("The description"),
  "hook-added": (change) => `${shown(change)} is asked ${change.to ?? "elsewhere"} now`,
  "hook-removed": (change) =>
    `${shown(change)} is not asked ${change.from ?? "elsewhere"} any more`,
  "hook-answer-changed": (change) => `${shown(change)} is given the answer under another name now`,
  "rule-order-changed": (change) => `${shown(change)} is asked in another order now`,
  "tool-added": isNew,
  "tool-removed": isGone,
  "tool-renamed": isCalled,
  "tool-wire-changed": differs("The name on the wire"),
  "tool-doc-changed": differs("The description"),
  "answer-changed": answers,
  "answer-error-added": mayAnswer,
  "answer-error-removed": neverAnswers,
  "answer-error-order-changed": errorsMoved,
} satisfies Partial<Record<DeltaKind, Words>>;

const routines = {
  "crud-added": isNew,
  "crud-removed": isGone,
  "crud-path-changed": differs("The path"),
  "crud-store-changed": differs("The store"),
  "crud-doc-changed": differs("The description"),
  "every-added": isNew,
  "every-removed": isGone,
  "every-time-changed": differs("The time"),
  "every-handler-changed": differs("The handler"),
  "every-doc-changed": differs("The description"),
  "scenario-added": isNew,
  "scenario-removed": isGone,
  "scenario-changed": (change) => `${shown(change)} goes otherwise now`,
  "bench-changed": differ("The benchmarks"),
  "contract-changed": differs("The contract"),
  "stamp-changed": differs("The stamp"),
  "code-changed": (change) => `Repair may touch other code of ${shown(change)} now`,
} satisfies Partial<Record<DeltaKind, Words>>;

const around = {
  "universe-repositories-changed": differ("The repositories"),
  "universe-code-host-changed": differs("The code host"),
  "schedule-added": isNew,
  "schedule-removed": isGone,
  "boundary-added": isNew,
  "boundary-removed": isGone,
  "boundary-changed": differs("The reason"),
  "conflict-rule-added": isNew,
  "conflict-rule-removed": isGone,
  "conflict-rule-changed": differ("The verdicts"),
  "consumer-added": isNew,
  "consumer-removed": isGone,
  "consumer-lag-changed": differs("The lag"),
  "consumer-doc-changed": differs("The description"),
  "consumer-uses-added": (change) => `${shown(change)} uses ${change.to ?? "more"} now`,
  "consumer-uses-removed": (change) =>
    `${shown(change)} does not use ${change.from ?? "as much"} any more`,
  "allow-break-added": isNew,
  "allow-break-removed": isGone,
  "allow-break-changed": differs("The accepted break"),
} satisfies Partial<Record<DeltaKind, Words>>;

/** Words for what a service is made of beside types, rpcs, events and settings, and for what surrounds services. */
export const patterns = {
  ...clauses,
  ...machines,
  ...engines,
  ...functions,
  ...routines,
  ...around,
} satisfies Partial<Record<DeltaKind, Words>>;
