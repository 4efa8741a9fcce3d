import { expect, test } from "vitest";
import type { RepairRecord } from "#intent";
import { learnRules, printRule, readRules, type Lesson } from "../../../mechanic/rules/index.ts";
import { realSyntax } from "../../../cli/host/syntax.ts";
import { answeredRecord, type Answered } from "../../support/answered-record.ts";

const learn = (records: readonly RepairRecord[]): Promise<readonly Lesson[]> =>
  learnRules(records, [], [], realSyntax);

/** The lessons of some records: the rule's texts, or why there is none. */
async function check(
  records: readonly RepairRecord[],
  expected: readonly (readonly [matches: string, becomes: string] | string)[],
): Promise<readonly Lesson[]> {
  const lessons = await learn(records);
  expect(lessons.map(({ rule, reason }) => (rule ? [rule.matches, rule.becomes] : reason))).toEqual(
    expected,
  );
  await checkReadsBack(lessons);
  return lessons;
}

/** Invariant: what is printed reads back as the rule that it is, without a word of complaint. */
async function checkReadsBack(lessons: readonly Lesson[]): Promise<void> {
  const rules = lessons.flatMap(({ rule }) => rule ?? []);
  const sources = rules.map((rule) => ({
    path: `flywheel/rules/${rule.name}.rule.lisp`,
    text: printRule(rule),
  }));
  const book = await readRules(sources, realSyntax);
  expect(book.diagnostics).toEqual([]);
  const names = rules.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  expect(book.rules.map((one) => printRule(one))).toEqual(names.map((one) => printRule(one)));
  for (const [index, rule] of names.entries()) expect(book.rules[index]).toMatchObject(rule);
}

/** A greeting that got its mood; `made` is what each wrote in their own words. */
const calm = (seq: number, more: Partial<Answered> = {}, mood = '"calm"'): RepairRecord => {
  const id = ["first", "second", "third", "fourth"][seq % 4] ?? "";
  return answeredRecord({
    seq,
    before: `function make(${id}: number) {\n  const other = { id: 1 };\n  return ⟦{ id: ${id}, text: "hello" }⟧;\n}`,
    after: `function make(${id}: number) {\n  const other = { id: 1 };\n  return { id: ${id}, mood: ${mood}, text: "hello" };\n}`,
    ...more,
  });
};
const calmRule = [
  '{ id: «a», text: "hello" }',
  '{ id: «a», mood: "calm", text: "hello" }',
] as const;

test("three answers of two cascades are a rule", async () => {
  const [lesson] = await check([calm(1), calm(2), calm(3, { cascade: 2 })], [calmRule]);
  expect(lesson?.rule).toMatchObject({
    name: "field-added-mood-required-value",
    follows: { kind: "field-added", name: "mood", to: "string" },
    answers: { hole: "required-value" },
    holes: [{ name: "a", type: "name" }],
    evidence: { instances: 3, cascades: 2, since: "2026-01-01", records: [1, 2, 3] },
  });
});

test("two answers are none", () =>
  check([calm(1), calm(2)], ["2 answers of this kind; 3 are needed"]));

test("three answers of one cascade are none", () =>
  check(
    [calm(1), calm(2, { cascade: 1 }), calm(3, { cascade: 1 })],
    ["all answers come from one cascade; 2 are needed"],
  ));

test("one that was answered otherwise is enough for no rule", () =>
  check(
    [calm(1), calm(2), calm(3), calm(4, {}, '"glad"')],
    [
      "record 4 (services/s4/src/custom/own, line 3 of `own`) asks the same and was answered otherwise",
      "1 answer of this kind; 3 are needed",
    ],
  ));

test("a place that a person accepted as it stands is a contradiction, too", () => {
  const left = calm(4);
  const accepted = {
    ...left,
    answers: (left.answers ?? []).map((one) => ({ ...one, after: one.before })),
  };
  return check(
    [calm(1), calm(2), calm(3), accepted],
    [
      "record 4 (services/s4/src/custom/own, line 3 of `own`) asks the same and was answered otherwise",
    ],
  );
});

/** Two drafts side by side, one of which was asked about. */
const pairOf = (seq: number, asked: "first" | "second"): RepairRecord => {
  const draft = '{ id: next(), text: "hello" }';
  const calmed = '{ id: next(), mood: "calm", text: "hello" }';
  const [before, after] =
    asked === "first"
      ? [`⟦${draft}⟧, ${draft}`, `${calmed}, ${draft}`]
      : [`${draft}, ⟦${draft}⟧`, `${draft}, ${calmed}`];
  return answeredRecord({
    seq,
    before: `const make = () => [${before}];`,
    after: `const make = () => [${after}];`,
  });
};

test("a rule that would change what was left alone is none", () =>
  check(
    [pairOf(1, "first"), pairOf(2, "second"), pairOf(3, "second")],
    [
      "it would also change record 1 (services/s1/src/custom/own, line 1 of `own`), which was left alone",
    ],
  ));

test("a rule looks at as much code around as tells its places from others", () =>
  check(
    [pairOf(1, "second"), pairOf(2, "second"), pairOf(3, "second")],
    [
      [
        '[{ id: next(), text: "hello" }, { id: next(), text: "hello" }]',
        '[{ id: next(), text: "hello" }, { id: next(), mood: "calm", text: "hello" }]',
      ],
    ],
  ));

test("answers that differ where the place does not tell how are none", () =>
  check(
    [calm(1, {}, "one()"), calm(2, {}, "two()"), calm(3, {}, "three()")],
    Array(3).fill("1 answer of this kind; 3 are needed"),
  ));

test("answers of different kinds of change or question do not add up", () =>
  check(
    [calm(1), calm(2, { kind: "field-became-required" }), calm(3, { hole: "absent-value" })],
    Array(3).fill("1 answer of this kind; 3 are needed"),
  ));

test("what each change calls differently is told by the change's own name", async () => {
  const named = (seq: number, field: string, code: string): RepairRecord =>
    answeredRecord({
      seq,
      change: `things/Thing.${field}`,
      to: "timestamp",
      before: `const make = () => (⟦{ id: 1 }⟧);`,
      after: `const make = () => ({ id: 1, ${code}: new Date() });`,
    });
  const [lesson] = await check(
    [named(1, "made-at", "madeAt"), named(2, "seen-at", "seenAt"), named(3, "paid", "paid")],
    [["{ id: 1 }", "{ id: 1, «changed»: new Date() }"]],
  );
  expect(lesson?.rule?.follows).toEqual({ kind: "field-added", to: "timestamp" });
});

test("Rust: an arm behind however many arms", () => {
  const arm = (seq: number, variant: string, arms: string): RepairRecord =>
    answeredRecord({
      seq,
      language: "rust",
      kind: "variant-added",
      hole: "variant-arm",
      change: `users/Role.${variant.toLowerCase()}`,
      to: variant.toLowerCase(),
      before: `fn may(role: Role) -> bool {\n    ⟦match role {\n        Role::Admin => true,\n${arms}    }⟧\n}`,
      after: `fn may(role: Role) -> bool {\n    match role {\n        Role::Admin => true,\n${arms}        Role::${variant} => false,\n    }\n}`,
    });
  return check(
    [
      arm(1, "Auditor", "        Role::User => false,\n"),
      arm(2, "Guest", ""),
      arm(3, "Robot", "        Role::User => { log(); true }\n"),
    ],
    [
      [
        "match role {\n    Role::Admin => true,\n    «a» => «a»,\n}",
        "match role {\n    Role::Admin => true,\n    «a» => «a»,\n    Role::«changed-type» => false,\n}",
      ],
    ],
  );
});

test("TypeScript: a case behind however many cases, with the intent's own word for it", () => {
  const arm = (seq: number, variant: string, arms: string): RepairRecord =>
    answeredRecord({
      seq,
      kind: "variant-added",
      hole: "variant-arm",
      change: `users/Role.${variant}`,
      to: variant,
      before: `function may(role: Role) {\n  ⟦switch (role) {\n${arms}  }⟧\n}`,
      after: `function may(role: Role) {\n  switch (role) {\n${arms}    case "${variant}":\n      return false;\n  }\n}`,
    });
  const admin = '    case "admin":\n      return true;\n';
  return check(
    [
      arm(1, "guest", admin),
      arm(2, "super-user", `${admin}    case "user":\n      return size(role);\n`),
      arm(3, "robot", admin),
    ],
    [
      [
        'switch (role) {\n  case "admin":\n    return true;\n  case «a»:\n}',
        'switch (role) {\n  case "admin":\n    return true;\n  case «a»:\n  case "«changed-plain»":\n    return false;\n}',
      ],
    ],
  );
});

test("Python: an argument of a call, whatever the others are", () => {
  const argument = (seq: number, field: string, others: string): RepairRecord =>
    answeredRecord({
      seq,
      language: "python",
      change: `things/Thing.${field}`,
      to: "timestamp",
      before: `def make(it):\n    return ⟦Thing(id=it.id, ${others})⟧\n`,
      after: `def make(it):\n    return Thing(id=it.id, ${others}, ${field.replace("-", "_")}=now())\n`,
    });
  return check(
    [
      argument(1, "made-at", "text=it.text"),
      argument(2, "seen-at", "size=1, sort=2"),
      argument(3, "paid-at", "text=name"),
    ],
    [["Thing(id=it.id, «a»=«b», «c»)", "Thing(id=it.id, «a»=«b», «c», «changed»=now())"]],
  );
});

test("a diagnostic's code is part of the key", async () => {
  const cast = (seq: number, name: string): RepairRecord =>
    answeredRecord({
      seq,
      kind: "field-retyped",
      change: "users/User.id",
      hole: "unresolved-diagnostic",
      code: "TS2345",
      before: `function show(${name}: User) {\n  return print(⟦${name}.id⟧);\n}`,
      after: `function show(${name}: User) {\n  return print(String(${name}.id));\n}`,
    });
  const [lesson] = await check(
    [cast(1, "user"), cast(2, "it"), cast(3, "one")],
    [["«a».id", "String(«a».id)"]],
  );
  expect(lesson?.rule?.answers).toEqual({ hole: "unresolved-diagnostic", code: "TS2345" });
});

test("a rule that stands is not learnt again, whatever people made of it", async () => {
  const records = [calm(1), calm(2), calm(3)];
  const [lesson] = await learn(records);
  const standing = lesson?.rule === undefined ? [] : [{ ...lesson.rule, enabled: false }];
  const again = await learnRules([...records, calm(4)], standing, [], realSyntax);
  expect(again.map(({ stands, rule }) => [stands, rule])).toEqual([
    ["field-added-mood-required-value", undefined],
  ]);
});
