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

const few = "1 answer of this kind; 3 are needed";

/** What may be missing now gets a text instead, as somebody decided it for one field of one type. */
const absent = (seq: number, change: string): RepairRecord => {
  const field = change.split(".").at(-1) ?? "";
  return answeredRecord({
    seq,
    kind: "field-became-optional",
    change,
    to: "(optional string)",
    hole: "absent-value",
    before: `const size${seq} = (it: Animal) => ⟦it.${field}⟧.length;`,
    after: `const size${seq} = (it: Animal) => (it.${field} ?? "").length;`,
  });
};

test("answers about different names are different lessons: nobody has decided for a third one", () =>
  check(
    [absent(1, "herd/Animal.note"), absent(2, "herd/Animal.name"), absent(3, "herd/Animal.hint")],
    [few, few, few],
  ));

test("what different names or functions have in common is told, for a person to write", async () => {
  const names = [
    absent(1, "herd/Animal.note"),
    absent(2, "herd/Animal.name"),
    absent(3, "a/B.hint"),
  ];
  const lessons = await learn(names);
  expect(new Set(lessons.map(({ wider }) => wider))).toEqual(
    new Set([
      "note, name, hint were answered alike (3 answers); if that holds for others, too, write a rule without (name …), with «changed» where its code has the name",
    ]),
  );
  const costs = ["fee", "price", "toll"].map((name, at) => cost(at + 1, "own", "0", name));
  const apart = await learn(costs);
  expect(apart.flatMap(({ rule }) => rule ?? [])).toEqual([]);
  expect(apart.map(({ wider }) => wider)).toEqual(
    Array(3).fill(
      "fee, price, toll were answered alike (3 answers); if that holds for others, too, write a rule without (of …)",
    ),
  );
  const [few] = await learn(names.slice(0, 2));
  const [other] = await learn([...names.slice(0, 2), calm(3)]);
  expect([few?.wider, other?.wider]).toEqual([undefined, undefined]);
});

const owners: readonly (readonly [changes: readonly string[], owner: string | undefined])[] = [
  [["herd/Animal.note", "herd/Animal.note", "herd/Animal.note"], "herd/Animal"],
  [["herd/Animal.note", "zoo/Animal.note", "vet/Animal.note"], "Animal"],
  [["herd/Animal.note", "herd/Barn.note", "herd/Animal.note"], undefined],
];

test.for(owners)(
  "answers about %j make a rule for what holds them all",
  async ([changes, owner]) => {
    const [lesson] = await check(
      changes.map((change, index) => absent(index + 1, change)),
      [["it.note", '(it.note ?? "")']],
    );
    expect(lesson?.rule?.follows).toEqual({
      kind: "field-became-optional",
      name: "note",
      ...(owner === undefined ? {} : { owner }),
      to: "(optional string)",
    });
  },
);

/** What a sheep costs in a function of some name. */
const cost = (seq: number, inside: string, price = "0", meaning?: string): RepairRecord =>
  answeredRecord({
    seq,
    kind: "variant-added",
    hole: "variant-arm",
    change: "herd/Kind.sheep",
    to: "sheep",
    ...(meaning === undefined ? {} : { meaning }),
    before: `function ${inside}(kind: Kind) {\n  ⟦switch (kind) {\n    case "cow":\n      return 4;\n  }⟧\n}`,
    after: `function ${inside}(kind: Kind) {\n  switch (kind) {\n    case "cow":\n      return 4;\n    case "sheep":\n      return ${price};\n  }\n}`,
  });
const costRule = [
  'switch (kind) {\n  case "cow":\n    return 4;\n}',
  'switch (kind) {\n  case "cow":\n    return 4;\n  case "sheep":\n    return 0;\n}',
] as const;

test("what is asked of different functions are different lessons", () =>
  check(
    [cost(1, "own", "0", "fee"), cost(2, "own", "0", "price"), cost(3, "own", "0", "toll")],
    [few, few, few],
  ));

test("a rule for a function is none for another one, which may say otherwise in the same record", async () => {
  const both = (seq: number): RepairRecord => {
    const [fee, price] = [cost(seq, "fee", "0", "fee"), cost(seq, "price", "9", "price")];
    const named = (one: RepairRecord, name: string) =>
      (one.answers ?? []).map((answer) => ({ ...answer, name }));
    return { ...fee, answers: [...named(fee, "fee"), ...named(price, "price")] };
  };
  const [lesson] = await check(
    [both(1), both(2), both(3)],
    [costRule, [costRule[0], costRule[1].replace("return 0", "return 9")]],
  );
  expect(lesson?.rule).toMatchObject({
    name: "variant-added-sheep-variant-arm-fee",
    answers: { hole: "variant-arm", meaning: "fee" },
  });
});

test("a record that does not tell the function's name is about the declaration it shows", async () => {
  const [lesson] = await check(
    [cost(1, "own"), cost(2, "own"), cost(3, "own", "0", "own")],
    [costRule],
  );
  expect(lesson?.rule?.answers).toEqual({ hole: "variant-arm", meaning: "own" });
});

test("Rust: an arm behind however many arms", () => {
  const arm = (seq: number, type: string, arms: string): RepairRecord =>
    answeredRecord({
      seq,
      language: "rust",
      kind: "variant-added",
      hole: "variant-arm",
      change: `users${seq}/${type}.auditor`,
      to: "auditor",
      before: `fn may(role: ${type}) -> bool {\n    ⟦match role {\n        ${type}::Admin => true,\n${arms}    }⟧\n}`,
      after: `fn may(role: ${type}) -> bool {\n    match role {\n        ${type}::Admin => true,\n${arms}        ${type}::Auditor => false,\n    }\n}`,
    });
  return check(
    [
      arm(1, "Role", "        Role::User => false,\n"),
      arm(2, "Rank", ""),
      arm(3, "Grade", "        Grade::User => { log(); true }\n"),
    ],
    [
      [
        "match role {\n    «changed-owner»::Admin => true,\n    «a» => «a»,\n}",
        "match role {\n    «changed-owner»::Admin => true,\n    «a» => «a»,\n    «changed-owner»::Auditor => false,\n}",
      ],
    ],
  );
});

test("TypeScript: a case behind however many cases", () => {
  const arm = (seq: number, arms: string): RepairRecord =>
    answeredRecord({
      seq,
      kind: "variant-added",
      hole: "variant-arm",
      change: `users${seq}/Role.super-user`,
      to: "super-user",
      before: `function may(role: Role) {\n  ⟦switch (role) {\n${arms}  }⟧\n}`,
      after: `function may(role: Role) {\n  switch (role) {\n${arms}    case "super-user":\n      return false;\n  }\n}`,
    });
  const admin = '    case "admin":\n      return true;\n';
  return check(
    [arm(1, admin), arm(2, `${admin}    case "user":\n      return size(role);\n`), arm(3, admin)],
    [
      [
        'switch (role) {\n  case "admin":\n    return true;\n  case «a»:\n}',
        'switch (role) {\n  case "admin":\n    return true;\n  case «a»:\n  case "super-user":\n    return false;\n}',
      ],
    ],
  );
});

test("Python: an argument of a call, whatever the others are", () => {
  const argument = (seq: number, others: string): RepairRecord =>
    answeredRecord({
      seq,
      language: "python",
      change: `things${seq}/Thing.made-at`,
      to: "timestamp",
      before: `def make(it):\n    return ⟦Thing(id=it.id, ${others})⟧\n`,
      after: `def make(it):\n    return Thing(id=it.id, ${others}, made_at=now())\n`,
    });
  return check(
    [argument(1, "text=it.text"), argument(2, "size=1, sort=2"), argument(3, "text=name")],
    [["Thing(id=it.id, «a»=«b», «c»)", "Thing(id=it.id, «a»=«b», «c», made_at=now())"]],
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

/** A tint that somebody chose, in the record of another answer where there is one. */
const tinted = (seq: number, field: string, beside?: RepairRecord): RepairRecord => {
  const tint = answeredRecord({
    seq,
    change: `things/Thing.${field}`,
    before: `const paint = () => (⟦{ hue: 1, alpha: 0.5, name: "z" }⟧);`,
    after: `const paint = () => ({ hue: 1, alpha: 0.5, name: "z", ${field}: "red" });`,
  });
  const own = (tint.answers ?? []).map((one) => ({ ...one, name: "paint" }));
  return beside === undefined
    ? { ...tint, answers: own }
    : {
        ...beside,
        changes: [...beside.changes, ...tint.changes],
        answers: [...(beside.answers ?? []), ...own],
      };
};

/** Rules by name, and whether each stands; the standing ones are those of `standing` that are named. */
async function checkStanding(
  records: readonly RepairRecord[],
  names: readonly string[],
  expected: readonly (readonly [rule: string | undefined, stands: string | undefined])[],
  withPlaces = true,
): Promise<void> {
  const learnt = (await learn(records)).flatMap(({ rule }) => rule ?? []);
  const standing = learnt
    .filter(({ name }) => names.includes(name))
    .map((rule) => {
      const { places, ...evidence } = rule.evidence;
      expect(places).toHaveLength(evidence.instances);
      return withPlaces ? rule : { ...rule, evidence };
    });
  expect(standing.map(({ name }) => name)).toEqual(names);
  const lessons = await learnRules(records, standing, [], realSyntax);
  expect(lessons.map(({ rule, stands }) => [rule?.name, stands])).toEqual(expected);
}

const moodRule = "field-added-mood-required-value";
const things = { change: "things/Thing.mood" };

test.for([true, false])(
  "another lesson of the same records is learnt beside a rule (places %s)",
  (places) =>
    checkStanding(
      [1, 2, 3].map((seq) => tinted(seq, "tint", calm(seq, things))),
      [moodRule],
      [
        [undefined, moodRule],
        ["field-added-tint-required-value", undefined],
      ],
      places,
    ),
);

test("the rule of a draft that was not merged is learnt again, also where it follows from the same", () =>
  checkStanding(
    [1, 2, 3].map((seq) => tinted(seq, "mood", calm(seq, things))),
    [moodRule],
    [
      [undefined, moodRule],
      [`${moodRule}-2`, undefined],
    ],
  ));

test("a rule that stands is not learnt again, whatever people made of it", async () => {
  const records = [calm(1), calm(2), calm(3)];
  const [lesson] = await learn(records);
  const standing = lesson?.rule === undefined ? [] : [{ ...lesson.rule, enabled: false }];
  const again = await learnRules([...records, calm(4)], standing, [], realSyntax);
  expect(again.map(({ stands, rule }) => [stands, rule])).toEqual([
    ["field-added-mood-required-value", undefined],
  ]);
});

test("hundreds of answers that have nothing in common are told apart in seconds", async () => {
  const words = (seq: number): string =>
    Array.from({ length: 3 + (seq % 7) }, (_, at) => `k${seq}_${at}: f${seq}(${at}, it)`).join(
      ", ",
    );
  const records = Array.from({ length: 200 }, (_, seq) =>
    answeredRecord({
      seq,
      change: "things/Thing.mood",
      before: `const make = (it: number) => (⟦{ ${words(seq)} }⟧);`,
      after: `const make = (it: number) => ({ ${words(seq)}, mood: "v${seq}" });`,
    }),
  );
  expect(new Set((await learn(records)).map(({ reason }) => reason))).toEqual(new Set([few]));
}, 30_000);
