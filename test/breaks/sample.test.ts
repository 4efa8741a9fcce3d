import { afterAll, describe, expect, test } from "vitest";
import { bases, caseId, casesOf, languages, type Case } from "../../bench/breaks/corpus.ts";
import { completed, judged, minimality, placeholder } from "../../bench/breaks/judge.ts";
import { again, repairCase } from "../../bench/breaks/repair-case.ts";
import {
  change,
  gatesOf,
  lay,
  layOut,
  restore,
  serviceOf,
  type Changed,
  type Site,
} from "../../bench/breaks/site.ts";
import type { GateReport, Language } from "../../intent/index.ts";
import { quickCheck } from "../support/quick-check.ts";
import { random, sample } from "../support/random.ts";
import { leftOut, type toolchains } from "../support/tools.ts";

// Sixty changes of the break corpus. Whether they are repaired as people would is measured by the bench; here each repair
// is held to what has no exception: nothing stamped is edited, no decoy, nothing silenced; every edit is needed, and a
// second repair does nothing.

const seed = Number(process.env["FLYWHEEL_SEED"] ?? "20261121");
const perLanguage = 20;
/** A second universe of a language costs its set-up and its baseline. */
const universesPerLanguage = 2;

const needs: Readonly<Record<Language, readonly (keyof typeof toolchains)[]>> = {
  rust: ["cargo"],
  typescript: [],
  python: ["python"],
};

/** Cases of a language that the seed picks, universe by universe. */
function picked(language: Language): Case[] {
  const next = random(seed);
  const own = bases().filter((base) => base.language === language);
  const chosen = sample(own, universesPerLanguage, next);
  return chosen.flatMap((base) => sample(casesOf(base), perLanguage / chosen.length, next));
}

interface Laid {
  readonly site: Site;
  readonly baseline: GateReport;
}
const sites = new Map<string, Promise<Laid>>();

function siteOf(one: Case): Promise<Laid> {
  const known = sites.get(one.base.folder);
  if (known !== undefined) return known;
  const laid = layOut(one.base).then(async (site) => {
    const baseline = await gatesOf(site, serviceOf(site.universe.model, one.service));
    expect(baseline.green, `${caseId(one)} is green before any change`).toBe(true);
    return { site, baseline };
  });
  sites.set(one.base.folder, laid);
  return laid;
}

afterAll(async () => {
  for (const laid of sites.values()) (await laid).site.remove();
});

/** Holds one repair to what has no exception; gives how many of its edits were left out in turn. */
async function check(one: Case): Promise<number> {
  const { site, baseline } = await siteOf(one);
  const changed = await change(site, one);
  try {
    const result = await repairCase(changed, baseline);
    lay(changed, new Map());
    const { sources, stampedAfter } = changed.request;
    for (const { file, text, start, end } of result.edits) {
      expect(stampedAfter.has(file), `${file} is stamped`).toBe(false);
      const stood = sources.get(file)?.slice(start, end) ?? "";
      expect(placeholder.test(text) && !placeholder.test(stood), text).toBe(false);
    }
    for (const { file, text } of one.decoys) {
      const stood = sources.get(file) ?? "";
      const count = (whole: string): number => whole.split(text).length;
      expect(count(result.texts.get(file) ?? stood), `decoy ${text}`).toBe(count(stood));
    }
    expect(await again(changed, result.texts), "edits of a second repair").toBe(0);
    return await checkNeeded(changed, one, result);
  } finally {
    restore(changed);
  }
}

/** Each edit is needed: without it, a compiler, a linter or a test has something to say. */
async function checkNeeded(
  changed: Changed,
  one: Case,
  result: Awaited<ReturnType<typeof repairCase>>,
): Promise<number> {
  const whole = completed(changed, one, result);
  // Where the gold's answers do not fit to what the repair did otherwise, red without an edit would prove nothing.
  if (result.edits.length === 0 || !(await judged(changed, one, whole)).green) return 0;
  const quick = await quickCheck(changed);
  try {
    expect(await quick.red(whole), "a compiler refuses what the gates took").toBe(false);
    expect(await minimality(changed, one, result, result.edits, quick.red)).toEqual([]);
  } finally {
    await quick.close();
  }
  return result.edits.length;
}

for (const language of languages) {
  const without = leftOut(`twenty breaks in ${language}`, ...needs[language]);
  describe.skipIf(without)(`twenty breaks in ${language} (seed ${seed})`, () => {
    let tried = 0;
    test.for(picked(language).map((one) => [caseId(one), one] as const))(
      "%s",
      { timeout: 120_000 },
      async ([, one]) => {
        tried += await check(one);
      },
    );
    test("edits were left out in turn", () => expect(tried).toBeGreaterThan(0));
  });
}
