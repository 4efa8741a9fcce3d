import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { languages, type Language } from "#intent";
import { folderForFile } from "../support/fleet/copy.ts";
import {
  checked,
  checkGivenTests,
  type GivenTests,
  makeGivenTests,
  tested,
  whileOther,
} from "../support/given-tests.ts";
import { flywheel, leftOut } from "../support/tools.ts";

const skipped = leftOut("engines in three languages", "cargo", "python");
let given: GivenTests;

/** Engines that are nearly right, and the invariant that says what is wrong with each. */
const mutants: Readonly<Record<Language, readonly (readonly [string, string, string])[]>> = {
  rust: [
    [".min(100)", "", "basket_a_total_is_never_negative"],
    ["if count > MOST", "if line.count > MOST", "basket_no_more_than_nine_of_anything"],
    ["Mirror { same: true }", "Mirror { same: false }", "before any step"],
  ],
  typescript: [
    [
      "Math.min(this.#lowered + percent, 100)",
      "this.#lowered + percent",
      "basket: a total is never negative",
    ],
    ["if (count > most)", "if (line.count > most)", "basket: no more than nine of anything"],
    ["#same = true", "#same = false", "before any step"],
  ],
  python: [
    [
      "min(self.lowered + input.percent, 100)",
      "self.lowered + input.percent",
      "test_basket_a_total_is_never_negative",
    ],
    ["if count > MOST", "if input.line.count > MOST", "test_basket_no_more_than_nine_of_anything"],
    ["same: bool = True", "same: bool = False", "before any step"],
  ],
};

/** What is taken away of what an engine must have, and what the compiler says then. */
const missing: Readonly<Record<Language, readonly (readonly [string, string, RegExp])[]>> = {
  rust: [
    ["fn a_total_is_never_negative", "fn a_total", /`a_total_is_never_negative`/],
    ["impl MakesMirror for App", "impl Mirrored for App", /cannot find trait `Mirrored`/],
  ],
  typescript: [
    ["aTotalIsNeverNegative()", "aTotal()", /'aTotalIsNeverNegative'/],
    ["  mirror: () => new Mirror(),\n", "", /'mirror'/],
  ],
  python: [
    ["def a_total_is_never_negative", "def a_total", /a_total_is_never_negative" is not implem/],
    ["def mirror(", "def mirrored(", /TillsPython\.mirror" is not implemented/],
  ],
};

/** The seed that a failure says, and how it is said. */
const seeds: Readonly<Record<Language, RegExp>> = {
  rust: /PROPERTY_SEED=(\d+)/,
  typescript: /seed: (-?\d+)/,
  python: /PROPERTY_SEED=(\d+)/,
};
/** The smallest steps that show what is wrong, as each library says them. */
const shrunk: Readonly<Record<Language, RegExp>> = {
  rust: /minimal failing input: steps = [^]*?\n\]/,
  typescript: /Counterexample: .*/,
  python: /steps=\[[^]*?\n/,
};

describe.skipIf(skipped)("engines in three languages", () => {
  const folder = folderForFile("flywheel-engines-");
  const root = join(folder, "universe");
  const state = join(folder, "state");

  beforeAll(async () => {
    given = await makeGivenTests(root, state, "engines", "tills", []);
  }, 900_000);

  // One engine compares all that it is shown with what comes back over the wire: any value of every type is valid there.
  checkGivenTests(() => given, mutants);

  test.each(languages)("%s: a failure is seen again by its seed", { timeout: 600_000 }, (one) => {
    const [first] = mutants[one];
    if (first === undefined) throw new Error("there is no mutant");
    const [from, to] = first;
    const failed = whileOther(given, one, "custom", [from, to], tested);
    const [, seed = ""] = seeds[one].exec(failed) ?? [];
    expect(seed, failed).not.toBe("");
    const again = whileOther(given, one, "custom", [from, to], (universe, language) =>
      tested(universe, language, { PROPERTY_SEED: seed }),
    );
    const steps = (text: string): string | undefined => shrunk[one].exec(text)?.[0];
    expect(steps(failed), failed).toBeDefined();
    expect(steps(again)).toBe(steps(failed));
  });

  test.each(languages)("%s: as often as it is told", { timeout: 600_000 }, (one) => {
    expect(tested(given, one, { PROPERTY_RUNS: "3" })).toBe("");
  });

  test.each(languages)("%s: what is missing is demanded", { timeout: 600_000 }, (one) => {
    for (const [from, to, words] of missing[one])
      expect(whileOther(given, one, "custom", [from, to], checked)).toMatch(words);
  });

  test("audits find nothing in what is right, and name what is missing", () => {
    const audit = (): string => flywheel(["jarvis", "audit", "--root", root], { state }).stdout;
    // How people write numbers is another rule's affair.
    expect(audit()).not.toContain("is declared, and no code implements");
    for (const language of languages) {
      const [invariant, maker] = missing[language];
      if (invariant === undefined || maker === undefined) throw new Error("nothing is taken away");
      expect(whileOther(given, language, "custom", [invariant[0], invariant[1]], audit)).toContain(
        "the invariant of basket that a total is never negative is declared, and no code implements",
      );
      expect(whileOther(given, language, "custom", [maker[0], maker[1]], audit)).toContain(
        "the engine mirror is declared, and no code implements `mirror`",
      );
    }
  });
});
