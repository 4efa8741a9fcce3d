import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { languages, type Language } from "#intent";
import { folderForFile } from "../support/fleet/copy.ts";
import {
  checked,
  checkGivenTests,
  type GivenTests,
  makeGivenTests,
  whileOther,
} from "../support/given-tests.ts";
import { leftOut } from "../support/tools.ts";

const skipped = leftOut("scenarios in three languages", "cargo", "python");
let given: GivenTests;

type Mutant = readonly [from: string, to: string, scenario: string];

/** Services that are nearly right, and the scenario that says what is wrong with each. */
const mutants: Readonly<Record<Language, readonly Mutant[]>> = {
  rust: [
    ["is_known: true", "is_known: false", "scenario_1"],
    ["mood: input.mood", "mood: crate::generated::Mood::Calm", "scenario_1"],
    [".lock().unwrap().clear()", ".lock().unwrap().reverse()", "scenario_3"],
  ],
  typescript: [
    ["isKnown: true", "isKnown: false", "a person who was made can be found"],
    [
      "...input, id",
      '...input, email: input.nickname ?? "", id',
      "a person who was made can be found",
    ],
    ["people.clear()", "people.size", "nobody is known after all was forgotten"],
  ],
  python: [
    ["is_known=True", "is_known=False", "test_scenario_1"],
    ["email=input.email", 'email=input.email + "x"', "test_scenario_1"],
    ["self.people.clear()", "len(self.people)", "test_scenario_3"],
  ],
};

/** What the tests ask without what scenarios need, and what the compiler says then. */
const missing: Readonly<Record<Language, readonly [string, string, RegExp]>> = {
  rust: ["pub fn app()", "pub fn other()", /unresolved import `subject::app`/],
  typescript: ["{ app: newApp }", "{}", /Property 'app' is missing/],
  python: ["def app()", "def other()", /"app" is not a known attribute of module "subject"/],
};

describe.skipIf(skipped)("scenarios in three languages", () => {
  const folder = folderForFile("flywheel-scenarios-");

  beforeAll(async () => {
    const root = join(folder, "universe");
    given = await makeGivenTests(root, join(folder, "state"), "scenarios", "people", [
      "typescript",
    ]);
  }, 900_000);

  checkGivenTests(() => given, mutants);

  test.each(languages)("%s: a subject without a service is told", { timeout: 600_000 }, (one) => {
    const [from, to, words] = missing[one];
    expect(whileOther(given, one, "subject", [from, to], checked)).toMatch(words);
  });
});
