import { expect, test } from "vitest";
import { diffModels, rangeOf, type Hole, type Language, type RecordedAnswer } from "#intent";
import { answersOf, offlineOf } from "../../../sentinel/cascade/answered.ts";
import { createHost } from "../../../cli/host/index.ts";
import { modelOf } from "../../support/model-of.ts";

const host = createHost();

interface Given {
  readonly language?: Language;
  /** The file as stamped; the question stands between `⟦` and `⟧`. */
  readonly before: string;
  /** The file when all was answered; absent where it was left alone. */
  readonly after?: string;
  readonly certain?: readonly [string, string];
  readonly hole?: Partial<Hole>;
  readonly isTest?: boolean;
}

/** The answers of a service with one file. */
function answersIn(given: Given): Promise<RecordedAnswer[]> {
  const { language = "typescript", before: marked, hole = {}, certain, after } = given;
  const file = "services/a/src/custom/own";
  const text = marked.replaceAll(/[⟦⟧]/g, "");
  const span = { start: marked.indexOf("⟦"), end: marked.indexOf("⟧") - 1 };
  const intent = (more: string): string =>
    `(lang intent 1.0)\n(service a (language ${language}) (entity Greeting (id i32 :key)${more}))`;
  const models = [modelOf(intent("")), modelOf(intent(" (mood string)"))] as const;
  const service = models[1].services.get("a");
  if (service === undefined) throw new Error("the model has no service a");
  const asked: Hole = {
    id: "one",
    kind: "required-value",
    file,
    ...rangeOf(text, span),
    delta: "a/Greeting.mood",
    question: "Which?",
    candidates: [],
    ...hole,
  };
  const sources = new Map([[file, text]]);
  const start = text.indexOf(certain?.[0] ?? "");
  const edits =
    certain === undefined
      ? []
      : [
          {
            file,
            start,
            end: start + certain[0].length,
            text: certain[1],
            change: "a/Greeting.mood",
            rule: "rename-member",
            certainty: "certain" as const,
            because: "It is renamed.",
          },
        ];
  return answersOf(host, {
    delta: diffModels(...models),
    service,
    sources,
    tests: new Set(given.isTest === true ? [file] : []),
    offline: offlineOf(sources, edits, [asked]),
    after: after === undefined ? new Map() : new Map([[file, after]]),
  });
}

/** What is recorded: name, the code before with the question's place in it, the code after. */
async function check(given: Given, expected: readonly (readonly string[])[]): Promise<void> {
  const answers = await answersIn(given);
  for (const { kind, change } of answers)
    expect([kind, change]).toEqual(["field-added", "a/Greeting.mood"]);
  expect(
    answers.map(({ name, before, after, start, end }) => [
      name,
      `${before.slice(0, start)}⟦${before.slice(start, end)}⟧${before.slice(end)}`,
      after,
    ]),
  ).toEqual(expected);
}

test("the declaration around a question, though others came before it", () =>
  check(
    {
      before: "import a from 'a';\n\nexport function f() {\n  return ⟦{}⟧;\n}\n",
      after:
        "import a from 'a';\nimport b from 'b';\n\nexport function f() {\n  return { b };\n}\n",
    },
    [
      [
        "f",
        "export function f() {\n  return ⟦{}⟧;\n}",
        "export function f() {\n  return { b };\n}",
      ],
    ],
  ));

test("a call at the top of a file has no name of its own and is told all the same", () =>
  check(
    { before: "serve({ make: () => ⟦({})⟧ });\n", after: "serve({ make: () => ({ a }) });\n" },
    [["serve", "serve({ make: () => ⟦({})⟧ });", "serve({ make: () => ({ a }) });"]],
  ));

test("Rust: a method", () =>
  check(
    {
      language: "rust",
      before: "impl App {\n    fn f(&self) -> T {\n        ⟦T {}⟧\n    }\n}\n",
      after: "impl App {\n    fn f(&self) -> T {\n        T { a }\n    }\n}\n",
    },
    [
      [
        "App",
        "impl App {\n    fn f(&self) -> T {\n        ⟦T {}⟧\n    }\n}",
        "impl App {\n    fn f(&self) -> T {\n        T { a }\n    }\n}",
      ],
    ],
  ));

test("Python: a function with a decorator", () =>
  check(
    {
      language: "python",
      before: "@seen\ndef f():\n    return ⟦T()⟧\n",
      after: "@seen\ndef f():\n    return T(a=1)\n",
    },
    [["seen", "@seen\ndef f():\n    return ⟦T()⟧", "@seen\ndef f():\n    return T(a=1)"]],
  ));

test("what is certain is there already when the question is asked", () =>
  check(
    {
      before: "const old = it.name;\nexport const f = () => [it.name, ⟦{}⟧];\n",
      after: "const old = it.name;\nexport const f = () => [it.fullName, { a }];\n",
      certain: ["[it.name,", "[it.fullName,"],
    },
    [
      [
        "f",
        "export const f = () => [it.fullName, ⟦{}⟧];",
        "export const f = () => [it.fullName, { a }];",
      ],
    ],
  ));

test("what a gate said was said of the text with what is certain in it", () =>
  check(
    {
      before: "const f = () => [it.name, ⟦a⟧];\n",
      after: "const f = () => [it.full, b];\n",
      certain: ["it.name", "it.full"],
      hole: { kind: "unresolved-diagnostic", code: "TS2304", settledBy: "gates" },
    },
    [["f", "const f = () => [it.full, ⟦a⟧];", "const f = () => [it.full, b];"]],
  ));

test("a place that was left as it is was answered by that", () =>
  check({ before: "const f = () => ⟦{}⟧;\n" }, [
    ["f", "const f = () => ⟦{}⟧;", "const f = () => {};"],
  ]));

test("tests, and code that is gone, are left out", async () => {
  await check({ before: "const f = () => ⟦{}⟧;\n", after: "const f = 1;\n", isTest: true }, []);
  await check({ before: "const a = 1;\nconst f = ⟦{}⟧;\n", after: "const b = 1;\n" }, []);
});

test.for([
  [{ kind: "variant-arm", meaning: "fee" }, "fee"],
  [{ kind: "required-value", meaning: "tenant" }, undefined],
] as const)(
  "what a question was about is kept where it asks about a declaration",
  async ([hole, kept]) => {
    const before = "export const make = () => ({ id: ⟦one⟧ });\n";
    const [answer] = await answersIn({ before, after: before.replace("⟦one⟧", "two"), hole });
    expect([answer?.hole, answer?.meaning]).toEqual([hole.kind, kept]);
  },
);
