import { readFileSync } from "node:fs";
import { join } from "node:path";
import { caseId, type Case, type GoldHole } from "./corpus.ts";
import { linesOf } from "./overlay.ts";

/** The decisions that a second reader saw in a case, without a look at the gold or at the engine. */
export interface Reading {
  /** The case's name, without domain and language. */
  readonly case: string;
  readonly holes: readonly GoldHole[];
}

/** How far two careful readers agree on what a person must decide: no list of questions can be held to more than that. */
export interface Agreement {
  readonly cases: number;
  /** Cases in which each has what the other has, but for what either may leave out. */
  readonly alike: number;
  readonly gold: number;
  /** Decisions of the gold that the second reader saw, too. */
  readonly goldFound: number;
  /** Those among them that the second reader says must be asked, not only may. */
  readonly goldMust: number;
  readonly second: number;
  /** Decisions of the second reader that stand in the gold. */
  readonly secondFound: number;
  /** All that the second reader lists, what may be asked included, and what of it stands in the gold. */
  readonly listed: number;
  readonly listedFound: number;
  /** Decisions at one place that both took for something else. */
  readonly otherKind: number;
}

/** Reads what a second reader wrote: one JSON object a line. Throws where a line is none. */
export const readReadings = (file: string): Reading[] =>
  readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line): Reading => JSON.parse(line));

/** Holds a second reader's lists to those of the gold, case by case. Cases that were not read are left out. */
export function agreement(cases: readonly Case[], readings: readonly Reading[]): Agreement {
  const total = {
    cases: 0,
    alike: 0,
    gold: 0,
    goldFound: 0,
    goldMust: 0,
    second: 0,
    secondFound: 0,
    listed: 0,
    listedFound: 0,
    otherKind: 0,
  };
  for (const one of cases) {
    const reading = readings.find((each) => each.case === one.name);
    if (reading === undefined) continue;
    const theirs = must(one.holes).filter((hole) => !seenIn(one, hole, reading.holes));
    const ours = must(reading.holes).filter((hole) => !seenIn(one, hole, one.holes));
    total.cases += 1;
    total.gold += must(one.holes).length;
    total.goldFound += must(one.holes).length - theirs.length;
    total.second += must(reading.holes).length;
    total.secondFound += must(reading.holes).length - ours.length;
    total.goldMust += must(one.holes).filter((hole) =>
      seenIn(one, hole, must(reading.holes)),
    ).length;
    total.listed += reading.holes.length;
    total.listedFound += reading.holes.filter((hole) => seenIn(one, hole, one.holes)).length;
    total.otherKind += must(one.holes).filter(
      (hole) => seenIn(one, hole, reading.holes) && !seenIn(one, hole, ofKind(hole, reading.holes)),
    ).length;
    if (theirs.length + ours.length === 0) total.alike += 1;
  }
  return total;
}

const must = (holes: readonly GoldHole[]): readonly GoldHole[] =>
  holes.filter((hole) => hole.may !== true);

const ofKind = (hole: GoldHole, holes: readonly GoldHole[]): readonly GoldHole[] =>
  holes.filter((other) => other.kind.some((kind) => hole.kind.includes(kind)));

/** Whether one of other decisions touches a decision's lines, as a question is held to the gold. */
function seenIn(one: Case, hole: GoldHole, others: readonly GoldHole[]): boolean {
  const text = readFileSync(join(one.base.folder, hole.file), "utf8");
  const mine = linesOf(text, hole);
  return others.some((other) => {
    if (other.file !== hole.file) return false;
    const { first, last } = linesOf(text, other);
    return first <= mine.last && mine.first <= last;
  });
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? "-" : `${((100 * part) / whole).toFixed(1)}%`;

/** An agreement in words. */
export const agreementLines = (name: string, told: Agreement): string =>
  [
    `${name}: ${told.cases} cases, in ${told.alike} of them both lists are alike`,
    `  asking only what must be asked: ${told.goldMust} of the gold's ${told.gold} (${percent(told.goldMust, told.gold)}), and ${told.secondFound} of the second reader's ${told.second} stand in the gold (${percent(told.secondFound, told.second)})`,
    `  asking what may be asked, too: ${told.goldFound} of ${told.gold} (${percent(told.goldFound, told.gold)}), ${told.otherKind} of them as something else, and ${told.listedFound} of ${told.listed} stand in the gold (${percent(told.listedFound, told.listed)})`,
  ].join("\n");

/** What a filter's cases are called, and their agreement with a file of readings. */
export const agree = (cases: readonly Case[], file: string): string => {
  const [first] = cases;
  const name = first === undefined ? "no case" : caseId(first).split("/").slice(0, 2).join("/");
  return agreementLines(name, agreement(cases, readReadings(file)));
};
