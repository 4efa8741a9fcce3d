import { afterAll, describe, expect, test } from "vitest";
import { bases, caseId, casesOf, type Case } from "../../bench/breaks/corpus.ts";
import { completed, minimality, placeholder, refused } from "../../bench/breaks/judge.ts";
import { startQuickCheck, type QuickCheck } from "../../bench/breaks/quick-check.ts";
import { again, repairAlone, type Repaired } from "../../bench/breaks/repair-case.ts";
import {
  change,
  lay,
  layOut,
  restore,
  serviceOf,
  type Changed,
  type Site,
} from "../../bench/breaks/site.ts";
import type { Language } from "../../intent/index.ts";
import { random, sample } from "./random.ts";
import { leftOut, type toolchains } from "./tools.ts";

const seed = Number(process.env["FLYWHEEL_SEED"] ?? "20261121");
/** Sixty breaks, fewer where a compiler takes longer. */
const usual: Readonly<Record<Language, number>> = { typescript: 52, python: 6, rust: 2 };
const asked = process.env["FLYWHEEL_BREAKS"];
const breaksOf = (language: Language): number =>
  asked === undefined ? usual[language] : Number(asked);
/** Another universe of a language costs its set-up: most of a minute for an environment of Python that is not there yet. */
const universes: Readonly<Record<Language, number>> = { typescript: 2, python: 1, rust: 2 };
/** Edits of a repair that are left out in turn; the bench leaves out all of them. */
const leftOutOfEach = 3;

const needs: Readonly<Record<Language, readonly (keyof typeof toolchains)[]>> = {
  rust: ["cargo"],
  typescript: [],
  python: ["python"],
};

/** Cases of a language that the generator picks, universe by universe. */
function picked(language: Language, next: () => number): Case[] {
  const own = bases().filter((base) => base.language === language);
  const chosen = sample(own, universes[language], next);
  const each = breaksOf(language) / chosen.length;
  return chosen.flatMap((base) => sample(casesOf(base), each, next));
}

type Edited = Pick<Repaired, "edits" | "texts">;

interface Laid {
  readonly site: Site;
  readonly quick: QuickCheck;
}

/** What is edited, asked and green is the bench's to measure; these hold of every repair. */
function checkEdits({ request }: Changed, one: Case, { edits, texts }: Edited): void {
  const { sources, stampedAfter } = request;
  for (const { file, text, start, end } of edits) {
    expect(stampedAfter.has(file), `${file} is stamped`).toBe(false);
    const stood = sources.get(file)?.slice(start, end) ?? "";
    expect(placeholder.test(text) && !placeholder.test(stood), text).toBe(false);
  }
  for (const { file, text } of one.decoys) {
    const stood = sources.get(file) ?? "";
    const count = (whole: string): number => whole.split(text).length;
    expect(count(texts.get(file) ?? stood), `decoy ${text}`).toBe(count(stood));
  }
}

/**
 * Leaves out some edits in turn: without each of them a compiler or a test has something to say, or the gold makes it as
 * well. Gives how many were left out.
 */
async function checkNeeded(
  changed: Changed,
  one: Case,
  result: Edited,
  quick: QuickCheck,
  next: () => number,
): Promise<number> {
  const edits = sample(result.edits, leftOutOfEach, next);
  if (edits.length === 0) return 0;
  await quick.open(changed);
  const whole = await completed(changed, one, result, quick.red);
  if (whole === undefined) return 0;
  const { tried, unneeded } = await minimality(changed, one, result, whole.filled, edits, quick);
  const needless = unneeded.filter(({ exact }) => !exact);
  // The quick check has not run the tests of the whole: where they are red with the edit, nothing is shown of it.
  if (needless.length > 0 && !(await refused(changed, one)(whole.texts)))
    expect(needless).toEqual([]);
  return tried;
}

/**
 * Changes of the break corpus in one language, which a seed picks. Whether they are repaired as people would is
 * measured by the bench; here each repair is held to what has no exception: nothing stamped is edited, no decoy, nothing
 * silenced; edits are needed, and a second repair does nothing.
 */
export function sampledBreaks(language: Language): void {
  const without = leftOut(`breaks in ${language}`, ...needs[language]);
  describe.skipIf(without)(`breaks in ${language} (seed ${seed})`, () => {
    const sites = new Map<string, Promise<Laid>>();
    let tried = 0;
    const siteOf = (one: Case): Promise<Laid> => {
      const laid =
        sites.get(one.base.folder) ??
        layOut(one.base).then(async (site) => ({
          site,
          quick: await startQuickCheck(site, serviceOf(site.universe.model, one.service)),
        }));
      sites.set(one.base.folder, laid);
      return laid;
    };
    afterAll(async () => {
      for (const laid of sites.values()) {
        const { site, quick } = await laid;
        await quick.close();
        site.remove();
      }
    });
    // Each case has a generator of its own, so that it is the same alone and among others.
    const cases = picked(language, random(seed)).map(
      (one, index) => [caseId(one), one, seed + index] as const,
    );
    test.for(cases)("%s", { timeout: 600_000 }, async ([, one, own]) => {
      const { site, quick } = await siteOf(one);
      const changed = await change(site, one);
      try {
        await quick.open(changed);
        const result = await repairAlone(changed, quick);
        lay(changed, new Map());
        checkEdits(changed, one, result);
        expect(await again(changed, result, quick), "edits of a second repair").toBe(0);
        tried += await checkNeeded(changed, one, result, quick, random(own));
      } finally {
        restore(changed);
      }
    });
    test("edits were left out in turn", () => expect(tried).toBeGreaterThan(0));
  });
}
