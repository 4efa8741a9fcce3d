import { expect, test } from "vitest";

import type { Hole, Model } from "#intent";
import {
  offersOf,
  readAnswers,
  strayAnswers,
  type Answered,
  type ServiceArtifact,
} from "#sentinel";

import { modelOf } from "../../support/model-of.ts";

const { services }: Model = modelOf(
  "(service desk (language typescript))",
  "(service porch (language typescript))",
  "(service plans (language rust))",
);

const holeOf = (service: string, name: string, labels: readonly string[]): Hole => {
  const file = `services/${service}/src/custom`;
  return {
    id: `required-value:${file}:${name}`,
    kind: "required-value",
    file,
    line: name.length,
    column: 1,
    endLine: name.length,
    endColumn: 2,
    delta: "plans/Account.tenant",
    question: "Which value?",
    candidates: labels,
    choices: labels.map((label) => ({ label, edits: [{ file, start: 0, end: 0, text: label }] })),
    slot: { file, start: 0, end: 0, replaces: "", before: "", after: "" },
    meaning: "",
  };
};

const artifact = (
  name: string,
  holes: readonly Hole[],
  answered: readonly Answered[] = [],
): ServiceArtifact => ({
  name,
  outcome: holes.length === 0 ? "repaired" : "held",
  engine: "offline",
  cycles: 1,
  edits: [],
  files: [],
  holes,
  answered,
  gates: { check: "passed", lint: "passed", test: "passed", scenarios: "skipped" },
  notes: [],
  ms: 1,
});

const question = "required-value:plans/Account.tenant";
const [one, other] = [
  holeOf("desk", "one", ["1", "true"]),
  holeOf("porch", "other", ["true", "1"]),
];
const rust = holeOf("plans", "rust", ["1", "true"]);

test("a run remembers answers by hole and in the candidate's words, a number by the hole's own number", () => {
  const read = (...answers: string[]): readonly string[] =>
    readAnswers(answers, [artifact("desk", [one]), artifact("porch", [other])], services).answers;
  expect(read(`${question}=2`)).toEqual([`${one.id}=true`, `${other.id}=true`]);
  // `1` as it is spelt would be a number again: of each hole it is the number that it has there.
  // A candidate that is spelt as a number is remembered as it is spelt, which the space says.
  expect(read(`${question}=1`)).toEqual([`${one.id}= 1`, `${other.id}= 1`]);
  expect(read(`${question}==1`)).toEqual([`${one.id}==1`, `${other.id}==1`]);
  expect(read(`${one.file}:3==a = "b"`)).toEqual([`${one.id}==a = "b"`]);
});

test("an answer that waits for others may be changed; one that was kept may not", () => {
  const given = { hole: one, choice: "true", own: false };
  const next = holeOf("desk", "another", []);
  const waits = [artifact("desk", [next], [given])];
  expect(readAnswers([`${one.id}=1`], waits, services)).toEqual({
    answers: [`${one.id}= 1`],
    misfits: [],
  });
  const kept = [artifact("desk", [], [given])];
  expect(readAnswers([`${one.id}=1`], kept, services).misfits).toMatchObject([{ stray: true }]);
});

test("answers are offered where they exist: candidates everywhere, texts in their own language", () => {
  const offered = (choice: string, own: boolean): unknown =>
    offersOf(
      [
        artifact("desk", [], [{ hole: one, choice, own }]),
        artifact("porch", [other]),
        artifact("plans", [rust]),
      ],
      services,
    ).map(({ services, answers }) => [services, answers]);
  expect(offered("true", false)).toEqual([
    [
      ["porch", "plans"],
      [`${other.id}=true`, `${rust.id}=true`],
    ],
  ]);
  expect(offered('"house"', true)).toEqual([[["porch"], [`${other.id}=="house"`]]]);
  expect(offered("false", false)).toEqual([]);
});

test("an answer that was taken is no stray, by whatever name it was given", () => {
  const artifacts = [artifact("desk", [], [{ hole: one, choice: "true", own: false }])];
  const stray = (answer: string): boolean => strayAnswers([answer], artifacts, services).length > 0;
  expect([`${question}=true`, `${one.id}=2`, `${one.file}:3=2`, "nowhere:1=2"].map(stray)).toEqual([
    false,
    false,
    false,
    true,
  ]);
});
