import type { Change, DeltaKind, HoleKind } from "#intent";

/** How a question about one kind of change is put. */
export interface Words {
  /** The kind of hole that an error leaves which follows from such a change. */
  readonly hole: HoleKind;
  /** What happened, said of the symbol: `is gone`. `{from}` and `{to}` stand for what it was and is. */
  readonly is: string;
  /** What is to be decided at the place; empty where only pyright's own words tell. */
  readonly asks: string;
}

const say = (hole: HoleKind, is: string, asks: string): Words => ({ hole, is, asks });

/** A change that stamped names do not show: if an error follows at all, nothing better is known than what pyright says. */
const aside = (is: string): Words => say("unresolved-diagnostic", is, "");

const gone = say("removed-symbol", "is gone", "what takes its place here?");
const fresh = aside("is new");
const renamed = aside("was {from} before");
const retyped = say("conversion", "has another type now", "how is the value converted here?");
const required = say(
  "required-value",
  "is required now and has no default",
  "which value belongs here?",
);
const always = say("required-value", "is always there now", "which value belongs here?");
const absent = say("absent-value", "may be absent now", "what happens here without it?");
const onTheWire = aside("has another name on the wire now");
const limited = aside("admits other values now");
const moved = aside("stands in another place now");
const described = aside("is described otherwise now");
const setting = aside("is set otherwise now");
const preset = say("required-value", "has another default now", "which value belongs here?");
const handler = say("new-handler", "is new", "what does it do?");
const dropped = say("removed-symbol", "is gone", "what becomes of this?");
const neverAnswers = say(
  "removed-symbol",
  "never answers with {from} any more",
  "what becomes of that case here?",
);
const routed = aside("has another route now");
const run = aside("runs otherwise now");

/** The words for every kind of change: a kind without them does not compile. */
export const words: Readonly<Record<DeltaKind, Words>> = {
  "service-added": fresh,
  "service-removed": gone,
  "service-doc-changed": described,
  "language-changed": aside("is written in another language now"),
  "governance-changed": setting,
  "tier-changed": setting,
  "gates-changed": setting,
  "limits-changed": setting,
  "universe-renamed": renamed,
  "universe-doc-changed": described,
  "universe-services-changed": aside("has other services now"),
  "universe-gates-changed": setting,
  "universe-limits-changed": setting,
  "universe-delivery-changed": setting,
  "universe-sandbox-changed": setting,
  "entity-added": fresh,
  "entity-removed": gone,
  "entity-renamed": renamed,
  "entity-doc-changed": described,
  "field-added": required,
  "field-removed": gone,
  "field-renamed": renamed,
  "field-retyped": retyped,
  "field-became-optional": absent,
  "field-became-required": always,
  "field-default-changed": preset,
  "field-key-changed": aside("plays another part in the key now"),
  "field-unique-changed": aside("is unique now, or no longer"),
  "field-wire-changed": onTheWire,
  "field-constraint-changed": limited,
  "field-doc-changed": described,
  "field-order-changed": moved,
  "enum-added": fresh,
  "enum-removed": gone,
  "enum-renamed": renamed,
  "enum-doc-changed": described,
  "variant-added": fresh,
  "variant-removed": gone,
  "variant-renamed": renamed,
  "variant-wire-changed": onTheWire,
  "variant-doc-changed": described,
  "variant-order-changed": moved,
  "union-added": fresh,
  "union-removed": gone,
  "union-renamed": renamed,
  "union-doc-changed": described,
  "case-added": fresh,
  "case-removed": gone,
  "case-renamed": renamed,
  "case-wire-changed": onTheWire,
  "case-doc-changed": described,
  "case-order-changed": moved,
  "alias-added": fresh,
  "alias-removed": gone,
  "alias-renamed": renamed,
  "alias-retyped": retyped,
  "alias-doc-changed": described,
  "error-added": fresh,
  "error-removed": gone,
  "error-renamed": renamed,
  "error-status-changed": aside("has another status now"),
  "error-wire-changed": onTheWire,
  "error-doc-changed": described,
  "rpc-added": handler,
  "rpc-removed": gone,
  "rpc-renamed": renamed,
  "rpc-output-changed": say(
    "conversion",
    "answers with another type now",
    "how is the answer converted here?",
  ),
  "rpc-error-added": say(
    "variant-arm",
    "may answer with {to} now",
    "what happens on that error here?",
  ),
  "rpc-error-removed": neverAnswers,
  "rpc-error-order-changed": moved,
  "rpc-wire-changed": onTheWire,
  "rpc-doc-changed": described,
  "parameter-added": required,
  "parameter-removed": gone,
  "parameter-renamed": renamed,
  "parameter-retyped": retyped,
  "parameter-became-optional": absent,
  "parameter-became-required": always,
  "parameter-default-changed": preset,
  "parameter-wire-changed": onTheWire,
  "parameter-constraint-changed": limited,
  "parameter-doc-changed": described,
  "parameter-order-changed": moved,
  "event-added": fresh,
  "event-removed": gone,
  "event-renamed": renamed,
  "event-wire-changed": onTheWire,
  "event-doc-changed": described,
  "uses-added": aside("is used now"),
  "uses-removed": say("removed-symbol", "is no longer used", "what takes its place here?"),
  "listener-added": handler,
  "listener-removed": say("removed-symbol", "is no longer heard", "what becomes of this?"),
  "listener-handler-changed": say(
    "new-handler",
    "is heard by {to} now, and no longer by {from}",
    "what does it do?",
  ),
  "config-added": required,
  "config-removed": gone,
  "config-renamed": renamed,
  "config-retyped": retyped,
  "config-became-optional": absent,
  "config-became-required": always,
  "config-default-changed": preset,
  "config-constraint-changed": limited,
  "config-doc-changed": described,
  "config-order-changed": moved,
  "http-changed": routed,
  "auth-changed": aside("asks for other scopes now"),
  "idempotent-changed": run,
  "retry-changed": run,
  "timeout-changed": run,
  "dead-letter-changed": run,
  "parallel-changed": run,
  "overlap-changed": run,
  "catch-up-changed": run,
  "crud-added": fresh,
  "crud-removed": gone,
  "crud-path-changed": routed,
  "crud-store-changed": aside("is stored elsewhere now"),
  "crud-doc-changed": described,
  "every-added": fresh,
  "every-removed": dropped,
  "every-time-changed": aside("runs at other times now"),
  "every-handler-changed": aside("is done by {to} now, and no longer by {from}"),
  "every-doc-changed": described,
  "tool-added": fresh,
  "tool-removed": dropped,
  "tool-renamed": renamed,
  "tool-wire-changed": onTheWire,
  "tool-doc-changed": described,
  "machine-added": fresh,
  "machine-removed": gone,
  "machine-renamed": renamed,
  "machine-field-changed": aside("is the life of {to} now"),
  "machine-initial-changed": aside("begins in {to} now"),
  "machine-doc-changed": described,
  "state-added": fresh,
  "state-removed": gone,
  "state-order-changed": moved,
  "transition-added": fresh,
  "transition-removed": gone,
  "transition-renamed": renamed,
  "transition-ways-changed": aside("leads otherwise now: {to}"),
  "transition-guard-changed": aside("is guarded by {to} now, and no longer by {from}"),
  "transition-doc-changed": described,
  "util-added": fresh,
  "util-removed": gone,
  "util-renamed": renamed,
  "util-doc-changed": described,
  "example-added": aside("has one more example now"),
  "example-removed": aside("has one example less now"),
  "engine-added": fresh,
  "engine-removed": gone,
  "engine-renamed": renamed,
  "engine-doc-changed": described,
  "member-added": fresh,
  "member-removed": gone,
  "member-renamed": renamed,
  "member-kind-changed": aside("is a {to} now"),
  "member-doc-changed": described,
  "invariant-added": aside("must hold one more invariant now"),
  "invariant-removed": aside("must hold one invariant less now"),
  "rule-added": fresh,
  "rule-removed": dropped,
  "rule-renamed": renamed,
  "rule-doc-changed": described,
  "hook-added": aside("is asked {to} now"),
  "hook-removed": aside("is not asked {from} any more"),
  "answer-changed": aside("answers with another type now"),
  "answer-error-added": aside("may answer with {to} now"),
  "answer-error-removed": neverAnswers,
  "answer-error-order-changed": moved,
  "scenario-added": fresh,
  "scenario-removed": aside("is asked no more"),
  "scenario-changed": aside("goes otherwise now"),
  "bench-changed": setting,
  "contract-changed": setting,
  "stamp-changed": setting,
  "code-changed": setting,
  "gap-added": fresh,
  "gap-removed": gone,
  "lifecycle-changed": aside("is of another age in the intent now"),
};

/** What happened, in words: `` `users/User.email` may be absent now ``. */
export function happened(change: Change): string {
  const { kind, symbol, from, to } = change;
  const name = (text: string | null | undefined, otherwise: string): string =>
    text === null || text === undefined ? otherwise : `\`${text}\``;
  const is = words[kind].is
    .replace("{from}", () => name(change.fromSymbol ?? from, "something else"))
    .replace("{to}", () => name(to, "something else"));
  return `\`${symbol}\` ${is}`;
}
