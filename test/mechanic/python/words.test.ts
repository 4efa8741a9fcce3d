import { expect, test } from "vitest";
import { deltaKinds, type CodeDiagnostic, type DeltaKind } from "#intent";
import { createHost } from "../../../cli/host/index.ts";
import { holeOf } from "../../../mechanic/engines/delta/python/findings.ts";
import { change } from "./fixture.ts";

const text = "print(user.name)\n";
const { root } = await createHost().syntax.parse("python", text);

/** What pyright says where such a change leaves an error; what most changes leave is not foreseen. */
const says: readonly (readonly [RegExp, string, string])[] = [
  [/^rpc-error-/, "reportReturnType", 'Type "Gone | Lost" is not assignable to "Found"'],
  [/-removed$/, "reportAttributeAccessIssue", 'Cannot access attribute "name"'],
  [
    /^(?:field|parameter|config)-added$|-default-changed$|-became-required$/,
    "reportCallIssue",
    'Argument missing for parameter "name"',
  ],
  [
    /^rpc-added$|^listener-(?:added|handler-changed)$/,
    "reportAbstractUsage",
    '"App.name" is not implemented',
  ],
  [/-became-optional$/, "reportOptionalMemberAccess", '"name" is not a known attribute of "None"'],
  [/./, "reportArgumentType", '"name" is wrong'],
];

function ask(kind: DeltaKind, said?: readonly [string, string]): string {
  const [, code = "", message = ""] = says.find(([kinds]) => kinds.test(kind)) ?? [];
  const diagnostic: CodeDiagnostic = {
    tool: "pyright",
    code: said?.[0] ?? code,
    severity: "error",
    message: said?.[1] ?? message,
    file: "a.py",
    line: 1,
    column: 7,
    endLine: 1,
    endColumn: 16,
  };
  const changed = change(kind, "users/User.name", {
    from: "users/error:lost",
    to: "users/error:gone",
  });
  const hole = holeOf(diagnostic, { file: "a.py", text, root }, [changed], "letters");
  expect(hole.question).toContain(diagnostic.message);
  return `${hole.kind}: ${hole.question.replace(diagnostic.message, "…").replace("`users/User.name`", "it")}`;
}

const expected: Readonly<Record<DeltaKind, string>> = {
  "service-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "service-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "service-doc-changed":
    "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "language-changed":
    "unresolved-diagnostic: it is written in another language now, and pyright says: …",
  "governance-changed": "unresolved-diagnostic: it is set otherwise now, and pyright says: …",
  "tier-changed": "unresolved-diagnostic: it is set otherwise now, and pyright says: …",
  "broker-changed": "unresolved-diagnostic: it is set otherwise now, and pyright says: …",
  "gates-changed": "unresolved-diagnostic: it is set otherwise now, and pyright says: …",
  "limits-changed": "unresolved-diagnostic: it is set otherwise now, and pyright says: …",
  "universe-renamed":
    "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "universe-doc-changed":
    "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "universe-services-changed":
    "unresolved-diagnostic: it has other services now, and pyright says: …",
  "universe-gates-changed": "unresolved-diagnostic: it is set otherwise now, and pyright says: …",
  "universe-limits-changed": "unresolved-diagnostic: it is set otherwise now, and pyright says: …",
  "universe-delivery-changed":
    "unresolved-diagnostic: it is set otherwise now, and pyright says: …",
  "universe-sandbox-changed": "unresolved-diagnostic: it is set otherwise now, and pyright says: …",
  "entity-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "entity-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "entity-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "entity-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "field-added":
    "required-value: it is required now and has no default: which value belongs here? (…)",
  "field-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "field-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "field-retyped": "conversion: it has another type now: how is the value converted here? (…)",
  "field-became-optional": "absent-value: it may be absent now: what happens here without it? (…)",
  "field-became-required": "required-value: it is always there now: which value belongs here? (…)",
  "field-default-changed":
    "required-value: it has another default now: which value belongs here? (…)",
  "field-key-changed":
    "unresolved-diagnostic: it plays another part in the key now, and pyright says: …",
  "field-unique-changed":
    "unresolved-diagnostic: it is unique now, or no longer, and pyright says: …",
  "field-wire-changed":
    "unresolved-diagnostic: it has another name on the wire now, and pyright says: …",
  "field-constraint-changed":
    "unresolved-diagnostic: it admits other values now, and pyright says: …",
  "field-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "field-order-changed":
    "unresolved-diagnostic: it stands in another place now, and pyright says: …",
  "enum-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "enum-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "enum-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "enum-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "variant-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "variant-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "variant-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "variant-wire-changed":
    "unresolved-diagnostic: it has another name on the wire now, and pyright says: …",
  "variant-doc-changed":
    "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "variant-order-changed":
    "unresolved-diagnostic: it stands in another place now, and pyright says: …",
  "union-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "union-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "union-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "union-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "case-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "case-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "case-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "case-wire-changed":
    "unresolved-diagnostic: it has another name on the wire now, and pyright says: …",
  "case-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "case-order-changed":
    "unresolved-diagnostic: it stands in another place now, and pyright says: …",
  "alias-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "alias-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "alias-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "alias-retyped": "conversion: it has another type now: how is the value converted here? (…)",
  "alias-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "error-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "error-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "error-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "error-status-changed": "unresolved-diagnostic: it has another status now, and pyright says: …",
  "error-wire-changed":
    "unresolved-diagnostic: it has another name on the wire now, and pyright says: …",
  "error-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "rpc-added": "new-handler: it is new: what does it do? (…)",
  "rpc-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "rpc-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "rpc-output-changed":
    "conversion: it answers with another type now: how is the answer converted here? (…)",
  "rpc-error-added":
    "variant-arm: it may answer with `users/error:gone` now: what happens on that error here? (…)",
  "rpc-error-removed":
    "removed-symbol: it never answers with `users/error:lost` any more: what becomes of that case here? (…)",
  "rpc-error-order-changed":
    "unresolved-diagnostic: it stands in another place now, and pyright says: …",
  "rpc-wire-changed":
    "unresolved-diagnostic: it has another name on the wire now, and pyright says: …",
  "rpc-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "parameter-added":
    "required-value: it is required now and has no default: which value belongs here? (…)",
  "parameter-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "parameter-renamed":
    "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "parameter-retyped": "conversion: it has another type now: how is the value converted here? (…)",
  "parameter-became-optional":
    "absent-value: it may be absent now: what happens here without it? (…)",
  "parameter-became-required":
    "required-value: it is always there now: which value belongs here? (…)",
  "parameter-default-changed":
    "required-value: it has another default now: which value belongs here? (…)",
  "parameter-wire-changed":
    "unresolved-diagnostic: it has another name on the wire now, and pyright says: …",
  "parameter-constraint-changed":
    "unresolved-diagnostic: it admits other values now, and pyright says: …",
  "parameter-doc-changed":
    "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "parameter-order-changed":
    "unresolved-diagnostic: it stands in another place now, and pyright says: …",
  "event-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "event-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "event-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "event-wire-changed":
    "unresolved-diagnostic: it has another name on the wire now, and pyright says: …",
  "event-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "uses-added": "unresolved-diagnostic: it is used now, and pyright says: …",
  "uses-removed": "removed-symbol: it is no longer used: what takes its place here? (…)",
  "listener-added": "new-handler: it is new: what does it do? (…)",
  "listener-removed": "removed-symbol: it is no longer heard: what becomes of this? (…)",
  "listener-handler-changed":
    "new-handler: it is heard by `users/error:gone` now, and no longer by `users/error:lost`: what does it do? (…)",
  "config-added":
    "required-value: it is required now and has no default: which value belongs here? (…)",
  "config-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "config-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "config-retyped": "conversion: it has another type now: how is the value converted here? (…)",
  "config-became-optional": "absent-value: it may be absent now: what happens here without it? (…)",
  "config-became-required": "required-value: it is always there now: which value belongs here? (…)",
  "config-default-changed":
    "required-value: it has another default now: which value belongs here? (…)",
  "config-constraint-changed":
    "unresolved-diagnostic: it admits other values now, and pyright says: …",
  "config-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "config-order-changed":
    "unresolved-diagnostic: it stands in another place now, and pyright says: …",
  "http-changed": "unresolved-diagnostic: it has another route now, and pyright says: …",
  "auth-changed": "unresolved-diagnostic: it asks for other scopes now, and pyright says: …",
  "idempotent-changed": "unresolved-diagnostic: it runs otherwise now, and pyright says: …",
  "retry-changed": "unresolved-diagnostic: it runs otherwise now, and pyright says: …",
  "timeout-changed": "unresolved-diagnostic: it runs otherwise now, and pyright says: …",
  "dead-letter-changed": "unresolved-diagnostic: it runs otherwise now, and pyright says: …",
  "parallel-changed": "unresolved-diagnostic: it runs otherwise now, and pyright says: …",
  "overlap-changed": "unresolved-diagnostic: it runs otherwise now, and pyright says: …",
  "catch-up-changed": "unresolved-diagnostic: it runs otherwise now, and pyright says: …",
  "crud-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "crud-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "crud-path-changed": "unresolved-diagnostic: it has another route now, and pyright says: …",
  "crud-store-changed": "unresolved-diagnostic: it is stored elsewhere now, and pyright says: …",
  "crud-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "every-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "every-removed": "removed-symbol: it is gone: what becomes of this? (…)",
  "every-time-changed": "unresolved-diagnostic: it runs at other times now, and pyright says: …",
  "every-handler-changed":
    "unresolved-diagnostic: it is done by `users/error:gone` now, and no longer by `users/error:lost`, and pyright says: …",
  "every-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "tool-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "tool-removed": "removed-symbol: it is gone: what becomes of this? (…)",
  "tool-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "tool-wire-changed":
    "unresolved-diagnostic: it has another name on the wire now, and pyright says: …",
  "tool-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "machine-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "machine-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "machine-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "machine-field-changed":
    "unresolved-diagnostic: it is the life of `users/error:gone` now, and pyright says: …",
  "machine-initial-changed":
    "unresolved-diagnostic: it begins in `users/error:gone` now, and pyright says: …",
  "machine-doc-changed":
    "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "state-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "state-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "state-order-changed":
    "unresolved-diagnostic: it stands in another place now, and pyright says: …",
  "transition-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "transition-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "transition-renamed":
    "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "transition-ways-changed":
    "unresolved-diagnostic: it leads otherwise now: `users/error:gone`, and pyright says: …",
  "transition-guard-changed":
    "unresolved-diagnostic: it is guarded by `users/error:gone` now, and no longer by `users/error:lost`, and pyright says: …",
  "transition-doc-changed":
    "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "util-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "util-removed": "removed-symbol: it is gone: what becomes of this? (…)",
  "util-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "util-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "example-added": "unresolved-diagnostic: it has one more example now, and pyright says: …",
  "example-removed": "unresolved-diagnostic: it has one example less now, and pyright says: …",
  "engine-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "engine-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "engine-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "engine-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "member-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "member-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "member-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "member-kind-changed":
    "unresolved-diagnostic: it is a `users/error:gone` now, and pyright says: …",
  "member-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "invariant-added":
    "unresolved-diagnostic: it must hold one more invariant now, and pyright says: …",
  "invariant-removed":
    "unresolved-diagnostic: it must hold one invariant less now, and pyright says: …",
  "rule-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "rule-removed": "removed-symbol: it is gone: what becomes of this? (…)",
  "rule-renamed": "unresolved-diagnostic: it was `users/error:lost` before, and pyright says: …",
  "rule-doc-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "hook-added": "unresolved-diagnostic: it is asked `users/error:gone` now, and pyright says: …",
  "hook-removed":
    "unresolved-diagnostic: it is not asked `users/error:lost` any more, and pyright says: …",
  "hook-answer-changed":
    "unresolved-diagnostic: it is given the answer under another name now, and pyright says: …",
  "rule-order-changed":
    "unresolved-diagnostic: it is asked in another order now, and pyright says: …",
  "answer-changed": "unresolved-diagnostic: it answers with another type now, and pyright says: …",
  "answer-error-added":
    "unresolved-diagnostic: it may answer with `users/error:gone` now, and pyright says: …",
  "answer-error-removed":
    "removed-symbol: it never answers with `users/error:lost` any more: what becomes of that case here? (…)",
  "answer-error-order-changed":
    "unresolved-diagnostic: it stands in another place now, and pyright says: …",
  "scenario-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "scenario-removed": "unresolved-diagnostic: it is asked no more, and pyright says: …",
  "scenario-changed": "unresolved-diagnostic: it goes otherwise now, and pyright says: …",
  "bench-changed": "unresolved-diagnostic: it is set otherwise now, and pyright says: …",
  "contract-changed": "unresolved-diagnostic: it is set otherwise now, and pyright says: …",
  "stamp-changed": "unresolved-diagnostic: it is set otherwise now, and pyright says: …",
  "code-changed": "unresolved-diagnostic: it is set otherwise now, and pyright says: …",
  "universe-repositories-changed":
    "unresolved-diagnostic: it is set otherwise now, and pyright says: …",
  "universe-code-host-changed":
    "unresolved-diagnostic: it is set otherwise now, and pyright says: …",
  "schedule-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "schedule-removed": "unresolved-diagnostic: it runs no more, and pyright says: …",
  "boundary-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "boundary-removed": "unresolved-diagnostic: it is no boundary any more, and pyright says: …",
  "boundary-changed": "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "conflict-rule-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "conflict-rule-removed": "unresolved-diagnostic: it judges no more, and pyright says: …",
  "conflict-rule-changed": "unresolved-diagnostic: it judges otherwise now, and pyright says: …",
  "consumer-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "consumer-removed": "unresolved-diagnostic: it is known no more, and pyright says: …",
  "consumer-lag-changed":
    "unresolved-diagnostic: it lives on for another time now, and pyright says: …",
  "consumer-doc-changed":
    "unresolved-diagnostic: it is described otherwise now, and pyright says: …",
  "consumer-uses-added":
    "unresolved-diagnostic: it uses `users/error:gone` now, and pyright says: …",
  "consumer-uses-removed":
    "unresolved-diagnostic: it does not use `users/error:lost` any more, and pyright says: …",
  "allow-break-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "allow-break-removed": "unresolved-diagnostic: it accepts no break any more, and pyright says: …",
  "allow-break-changed":
    "unresolved-diagnostic: it accepts a break otherwise now, and pyright says: …",
  "gap-added": "unresolved-diagnostic: it is new, and pyright says: …",
  "gap-removed": "removed-symbol: it is gone: what takes its place here? (…)",
  "lifecycle-changed":
    "unresolved-diagnostic: it is of another age in the intent now, and pyright says: …",
};

test.each(deltaKinds)("%s is told in its own words", (kind) => {
  expect(ask(kind)).toBe(expected[kind]);
});

test("that a place also takes None does not say that something may be absent", () => {
  expect(
    ask("field-retyped", [
      "reportArgumentType",
      'Argument of type "Literal[3]" cannot be assigned to parameter "name" of type "Uuid | None"',
    ]),
  ).toBe(expected["field-retyped"]);
});

test.each(["field-retyped", "rpc-output-changed", "rpc-error-added", "rpc-error-removed"] as const)(
  "%s is not what an error without its name follows from, unless types alone tell",
  (kind) => {
    const said = ask(kind, ["reportArgumentType", '"int" is not assignable to "str"']);
    expect(said.startsWith("unresolved-diagnostic")).toBe(kind.startsWith("rpc-error-"));
  },
);
