import { array, asyncProperty, assert as assertProperty, nat, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits, defaultLimits, type Limits, type RepairEdit } from "#intent";
import { composeEdits } from "../../../mechanic/engines/fill/compose.ts";
import { differences } from "../../../mechanic/engines/fill/difference.ts";
import { costOf, priceOf } from "../../../mechanic/engines/model/prices.ts";
import { createPurse } from "../../../mechanic/engines/model/purse.ts";
import { search, view } from "../../../mechanic/engines/model/reading.ts";
import { modelSettingsDefault, readModelConfiguration } from "#mechanic";

const edit = (start: number, end: number, text: string): RepairEdit => ({
  file: "a",
  start,
  end,
  text,
  change: "a/A",
  rule: "retype",
  certainty: "certain",
  because: "A test asks for it.",
});

function applied(text: string, edits: readonly RepairEdit[]): string {
  const made = applyEdits(text, edits);
  if (made === undefined) throw new Error("the edits overlap");
  return made;
}

/** Disjoint edits of a text, none of which begins where another does. */
function disjoint(text: string, wanted: readonly { at: number; length: number; text: string }[]) {
  const found: RepairEdit[] = [];
  let free = 0;
  for (const { at, length, text: put } of wanted.toSorted((a, b) => a.at - b.at)) {
    const start = free + at;
    const end = start + length;
    if (end > text.length) break;
    found.push(edit(start, end, put));
    free = end + 1;
  }
  return found;
}

describe("composed edits", () => {
  test("make the last text of the first one, and leave alone what nobody touched", () => {
    const word = nat({ max: 6 }).map((one) => ["a", "b", "\n", "c\n", "dd", "", "e\nf"][one] ?? "");
    const text = array(word, { maxLength: 40 }).map((parts) => parts.join(""));
    const change = record({ at: nat({ max: 12 }), length: nat({ max: 5 }), text: word });
    assertProperty(
      property(text, array(change), array(change), (original, first, second) => {
        const earlier = disjoint(original, first);
        const middle = applied(original, earlier);
        const last = applied(middle, disjoint(middle, second));
        const composed = composeEdits(middle, earlier, differences(middle, last), (piece) =>
          edit(piece.start, piece.end, piece.text),
        );
        expect(applied(original, composed)).toBe(last);
        if (middle === last) expect(composed).toEqual(earlier);
      }),
    );
  });
});

describe("the purse", () => {
  const limits: Limits = { ...defaultLimits, usd: 1, tokens: 1000 };

  test("is never overdrawn by more than one call, whoever asks at once", async () => {
    const cost = record({ usd: nat({ max: 40 }), worst: nat({ max: 60 }), ms: nat({ max: 3 }) });
    await assertProperty(
      asyncProperty(array(cost, { minLength: 1, maxLength: 30 }), async (calls) => {
        const purse = createPurse({ tokens: 0, usd: 0 });
        let spent = 0;
        let tokens = 0;
        let dearest = 0;
        await Promise.all(
          calls.map(async ({ usd, worst, ms }) => {
            const real = Math.min(usd, worst) / 100;
            const pay = await purse.open(limits, { tokens: worst * 10, usd: worst / 100 });
            if (typeof pay === "string") return;
            await new Promise((resolve) => setTimeout(resolve, ms));
            spent += real;
            tokens += real * 1000;
            dearest = Math.max(dearest, real);
            pay({ tokens: real * 1000, usd: real });
          }),
        );
        expect(spent).toBeLessThanOrEqual(limits.usd + dearest + 1e-9);
        expect(tokens).toBeLessThanOrEqual(1000 + dearest * 1000 + 1e-6);
      }),
      { numRuns: 50 },
    );
  });

  test("what was spent before counts, tokens as money", async () => {
    const poor = createPurse({ tokens: 0, usd: 1 });
    expect(await poor.open(limits, { tokens: 0, usd: 0 })).toContain(":usd 1");
    const wordy = createPurse({ tokens: 1000, usd: 0 });
    expect(await wordy.open(limits, { tokens: 0, usd: 0 })).toContain(":tokens 1000");
  });
});

describe("prices", () => {
  test("belong to one version each; the user's own come first, by the beginning of an id", () => {
    expect(priceOf("claude-opus-5-5", {})?.input).toBe(4);
    expect(priceOf("claude-opus-5-20260101", {})?.input).toBe(5);
    for (const unknown of ["claude-opus-55", "claude-opus-5-6", "claude-opus", "__proto__"])
      expect(priceOf(unknown, {})).toBeUndefined();
    expect(priceOf("somebody-else", {})).toBeUndefined();
    const published = { input: 9, output: 9, cacheRead: 9, cacheWrite: 9 };
    const own = { input: 1, output: 2, cacheRead: 3, cacheWrite: 4 };
    expect(priceOf("claude-opus-5-5", { "claude-opus-5-5": own })).toEqual(own);
    expect(priceOf("mine-2-fast", { mine: published, "mine-2": own })).toEqual(own);
    expect(costOf(own, { input: 1e6, output: 1e6, cacheRead: 1e6, cacheWrite: 1e6 })).toBe(10);
  });
});

describe("reading", () => {
  const long = Array.from({ length: 250 }, (_, index) => `line ${index + 1}`).join("\n");
  const files = new Map([
    ["services/a/src/one.ts", long],
    ["services/a/src/two.ts", "x".repeat(1000)],
  ]);
  const said = (result: { text: string } | string): string =>
    typeof result === "string" ? result : result.text;

  test("shows a hundred lines at a time", () => {
    const shown = said(view(files, "services/a/src/one.ts", 101)).split("\n");
    expect(shown).toHaveLength(101);
    expect([shown[0], shown[1], shown.at(-1)]).toEqual([
      "services/a/src/one.ts, lines 101 to 200 of 250",
      "101\tline 101",
      "200\tline 200",
    ]);
    expect(said(view(files, "services/a/src/one.ts", 9000))).toContain("250\tline 250");
    expect(said(view(files, "services/a/src/two.ts", 1)).length).toBeLessThan(500);
  });

  test("cuts a search at fifty results and finds nothing where there is nothing", () => {
    const found = said(search(files, "line", undefined)).split("\n");
    expect(found).toHaveLength(51);
    expect(found.at(-1)).toBe("and 200 more; search for less");
    expect(said(search(files, "line", "services/b"))).toBe("Nothing was found.");
    expect(typeof search(files, "", undefined)).toBe("string");
  });
});

describe("flywheel/model.json", () => {
  test("overrides what it names, and tells what does not fit", () => {
    expect(readModelConfiguration(undefined)).toEqual([{ settings: modelSettingsDefault }, []]);
    const [read, problems] = readModelConfiguration({
      coder: { model: "mine", effort: "low" },
      maxTokens: 1000,
      command: { argv: ["agent"] },
    });
    expect(problems).toEqual([]);
    expect(read).toMatchObject({
      settings: { coder: { model: "mine", effort: "low" }, maxTokens: 1000 },
      command: { argv: ["agent"], environment: [] },
    });
    const bad: readonly (readonly [unknown, RegExp])[] = [
      [[], /no JSON object/],
      [{ coder: {} }, /`coder`/],
      [{ coder: { model: "a", effort: "huge" } }, /effort/],
      [{ attemptsMax: 0 }, /attemptsMax/],
      [{ attemptsMax: "3" }, /attemptsMax/],
      [{ prices: { a: { input: -1, output: 1 } } }, /prices\.a/],
      [{ command: { argv: [] } }, /command/],
      [{ colour: "red" }, /`colour` is no setting/],
    ];
    for (const [value, problem] of bad)
      expect(readModelConfiguration(value)[1].join()).toMatch(problem);
  });
});
