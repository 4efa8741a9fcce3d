import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Hole, Slot } from "#intent";
import { questionsOf, readChoice, resolveAnswers, splitAnswer, type Asked } from "#mechanic";

const file = "services/desk/src/custom.ts";

/** A hole of `Account.tenant` at a line, with its place as a slot; what is said of it takes its place. */
const hole = (line: number, said: Partial<Hole> = {}): Hole => ({
  id: `required-value:${file}:open:{ id: ${line} }`,
  kind: "required-value",
  file,
  line,
  column: 3,
  endLine: line,
  endColumn: 9,
  delta: "plans/Account.tenant",
  question: "Which value belongs here?",
  candidates: [],
  meaning: "",
  slot: { file, start: line, end: line, replaces: "", before: ", tenant: ", after: "" },
  ...said,
});

const flag = (line: number, ...labels: readonly string[]): Hole =>
  hole(line, {
    candidates: labels,
    choices: labels.map((label) => ({
      label,
      edits: [{ file, start: line, end: line, text: `, tenant: ${label}` }],
    })),
  });

const languages: Readonly<Record<string, string>> = { desk: "typescript", plans: "rust" };
const context = {
  languageOf: (service: string) => languages[service] ?? "typescript",
  whole: true,
};

/** Each resolved answer as `service file:line text`, each misfit as its message and cure. */
function check(
  answers: readonly string[],
  asked: readonly Asked[],
  expected: readonly string[],
  whole = true,
): void {
  const { resolved, misfits } = resolveAnswers(answers, asked, { ...context, whole });
  expect([
    ...resolved.map(
      ({ service, hole, edits }) =>
        `${service} ${hole.line} ${edits.map((edit) => edit.text).join()}`,
    ),
    ...misfits.map(({ message, cure }) => `${message} | ${cure}`),
  ]).toEqual(expected);
}

const desk = (one: Hole): Asked => ({ service: "desk", hole: one });
const question = "required-value:plans/Account.tenant";

describe("the grammar of an answer", () => {
  test.each([
    ["2", { kind: "number", number: 2 }],
    ["=2", { kind: "text", text: "2" }],
    ['="calm"', { kind: "text", text: '"calm"' }],
    ["=a === b", { kind: "text", text: "a === b" }],
    ['case "free": case "team":', { kind: "label", label: 'case "free": case "team":' }],
    ["", { kind: "label", label: "" }],
  ])("%s", (words, expected) => expect(readChoice(words)).toEqual(expected));

  test("an id may hold what separates it from its choice: the longest that fits is meant", () => {
    const text = fc.string({
      minLength: 1,
      maxLength: 8,
      unit: fc.constantFrom("a", "=", ":", " "),
    });
    fc.assert(
      fc.property(fc.uniqueArray(text, { minLength: 1, maxLength: 5 }), text, (ids, choice) => {
        for (const id of ids) {
          const split = splitAnswer(`${id}=${choice}`, ids);
          expect(split === undefined ? "" : `${split.name}=${split.words}`).toBe(`${id}=${choice}`);
          expect(split?.name.length).toBeGreaterThanOrEqual(id.length);
        }
      }),
    );
  });
});

describe("answers to holes", () => {
  const two = [desk(flag(4, "true", "false")), desk(hole(9))];
  test.each<[string, readonly string[], readonly string[]]>([
    ["a number", [`${file}:4=2`], ["desk 4 , tenant: false"]],
    ["a candidate as it is spelt", [`${file}:4:3=true`], ["desk 4 , tenant: true"]],
    ["a text", [`${hole(9).id}=="house"`], ['desk 9 , tenant: "house"']],
    ["the last word counts", [`${file}:4=1`, `${file}:4=2`], ["desk 4 , tenant: false"]],
    [
      "a number that there is not",
      [`${file}:4=3`],
      [
        `${flag(4).id} has no candidate 3 | there is 1 (true), 2 (false), a text of your own (\`ID==text\`)`,
      ],
    ],
    [
      "a misspelt candidate",
      [`${file}:4=flase`],
      [`${flag(4).id} has no candidate \`flase\` | did you mean \`false\`?`],
    ],
    [
      "an empty text",
      [`${file}:9== `],
      [`${hole(9).id}: the text is empty | there is a text of your own (\`ID==text\`)`],
    ],
    [
      "a misspelt id",
      ["required-value:plans/Account.tenat==1"],
      [
        `nothing that is asked has the id required-value:plans/Account.tenat | did you mean ${question}?`,
      ],
    ],
    [
      "no choice at all",
      ["that"],
      [`that is no answer: it has no choice | write ID=CHOICE; what is asked: ${question}`],
    ],
  ])("%s", (_, answers, expected) => check(answers, two, expected));

  test("a hint is no code, and where nothing can be put the file is edited", () => {
    const { slot: _, ...bare } = hole(2, { candidates: ["use a default"], answer: "by hand" });
    const byHand = `edit ${file} in the scene and resume`;
    check(
      [`${file}:2=1`],
      [desk(bare)],
      [`${bare.id}: \`use a default\` is a hint and no code that could be put there | ${byHand}`],
    );
    check(
      [`${file}:2==x`],
      [desk(bare)],
      [`${bare.id} takes no text: it is answered by hand | ${byHand}`],
    );
  });

  test("a text of several parts gets parentheses where what is around it binds tighter", () => {
    const at = {
      file,
      start: 0,
      end: 4,
      replaces: "a.id",
      before: "",
      after: "",
      binds: true,
    } as const;
    const tight = desk(hole(1, { slot: at }));
    check([`${file}:1==a ?? b`], [tight], ["desk 1 (a ?? b)"]);
    check([`${file}:1==Number(a + b)`], [tight], ["desk 1 Number(a + b)"]);
    check([`${file}:1=="a + b"`], [tight], ['desk 1 "a + b"']);
  });
});

describe("questions", () => {
  const other = (line: number): Hole => flag(line, "false", "true");
  const asked: readonly Asked[] = [
    desk(flag(4, "true", "false")),
    { service: "porch", hole: { ...other(7), id: "porch", file: "services/porch/src/custom.ts" } },
    desk({ ...hole(12), kind: "variant-arm", delta: "plans/Plan.team", meaning: "price" }),
    desk({
      ...hole(13),
      id: "variant-arm#2",
      kind: "variant-arm",
      delta: "plans/Plan.team",
      meaning: "label",
    }),
  ];

  test("holes of one kind, change and meaning are one question", () => {
    expect(questionsOf(asked)).toMatchObject([
      {
        id: question,
        candidates: ["true", "false"],
        holes: [
          { service: "desk", line: 4 },
          { service: "porch", line: 7 },
        ],
      },
      { id: "variant-arm:plans/Plan.team:price", holes: [{ line: 12 }] },
      { id: "variant-arm:plans/Plan.team:label", holes: [{ line: 13 }] },
    ]);
  });

  test("what a gate said is no question", () =>
    expect(questionsOf([desk(hole(1, { settledBy: "gates" }))])).toEqual([]));

  test("an answer is one to each of its holes, whatever number its candidate has there", () =>
    check([`${question}=1`], asked, ["desk 4 , tenant: true", "porch 7 , tenant: true"]));

  test("a number is that of the question, also where one of its holes is named by its place", () => {
    const id = asked[1]?.hole.id ?? "";
    check([`${id}=1`], asked, ["porch 7 , tenant: true"]);
    const unknown = `the candidates of ${id} have no numbers before all services have asked | write the candidate as it is spelt, or answer with \`resume\` once it is asked`;
    check([`${id}=1`], asked, [unknown], false);
  });

  test("layout of a candidate does not count; what stands in its quotes does", () => {
    const cow = desk(flag(4, 'name( "a cow" )'));
    check([`${file}:4=name(  "a cow"\n)`], [cow], ['desk 4 , tenant: name( "a cow" )']);
    check(
      [`${file}:4=name( "a  cow" )`],
      [cow],
      [`${cow.hole.id} has no candidate \`name( "a  cow" )\` | did you mean \`name( "a cow" )\`?`],
    );
  });

  test.each<[text: string, slot: Partial<Slot>, says: string]>([
    [
      "5; case 1: return 9",
      { before: "return ", after: ";" },
      "a value stands here, and `;` ends it",
    ],
    [
      "5 // hi",
      { before: "return ", after: ";" },
      "a comment at its end takes in the code behind it",
    ],
    ["f(1", {}, "`(` is not closed"],
    [")(", {}, "`)` closes what it does not open"],
  ])("a text that would become part of the code around it is refused: %s", (words, slot, says) => {
    const place = {
      file,
      start: 4,
      end: 4,
      replaces: "",
      before: ", tenant: ",
      after: "",
      ...slot,
    };
    const one = desk(hole(4, { slot: place }));
    check(
      [`${file}:4==${words}`],
      [one],
      [`${one.hole.id}: ${says} | there is a text of your own (\`ID==text\`)`],
    );
  });

  test.each([
    ['"; // no comment"', { before: "return ", after: ";" }],
    ["(() => { go(); return 1; })()", { before: "return ", after: ";" }],
    ["log();\n  break;", { before: "case 1:\n  ", after: "\n" }],
    ["it's", { before: "// ", after: "\n" }],
  ])("a text that stays in its place is taken: %s", (words, slot) => {
    const place = { file, start: 4, end: 4, replaces: "", ...slot };
    const one = desk(hole(4, { slot: place }));
    check([`${file}:4==${words}`], [one], [`desk 4 ${slot.before}${words}${slot.after}`]);
  });

  test("numbers are known once all have asked; a candidate as it is spelt always", () => {
    check(
      [`${question}=1`],
      asked,
      [
        `the candidates of ${question} have no numbers before all services have asked | write the candidate as it is spelt, or answer with \`resume\` once it is asked`,
      ],
      false,
    );
    check(
      [`${question}=false`],
      asked,
      ["desk 4 , tenant: false", "porch 7 , tenant: false"],
      false,
    );
  });

  test("a text is of one language", () =>
    check(
      [`${question}==x`],
      [desk(hole(4)), { service: "plans", hole: { ...hole(5), id: "r", file: "src/custom.rs" } }],
      [
        `${question} is asked in typescript, rust, and a text is of one language | answer its holes: ${file}:4, src/custom.rs:5`,
      ],
    ));
});
