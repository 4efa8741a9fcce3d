import type { RepairRecord, SyntaxParser } from "#intent";
import { followsFrom } from "../change-terms.ts";
import type { Rule, RuleQuestion } from "../types.ts";
import { generalise, widestLevel, type General } from "./generalise.ts";
import { instancesOf, placeName, toldIn, type Instance, type Told } from "./instances.ts";
import { clustersOf } from "./likeness.ts";
import { replay, type Known } from "./replay.ts";
import { widerOf } from "./wider.ts";
import { written } from "./write.ts";

/** Answers that make a rule, and cascades that they must come from. */
export const instancesMin = 3;
export const cascadesMin = 2;

/** What became of some answers that say the same. */
export interface Lesson {
  /** Kind of change and name of what changed, language, kind of question and what it is about. */
  readonly key: string;
  readonly instances: number;
  readonly cascades: number;
  /** Numbers of the records, each once. */
  readonly records: readonly number[];
  /** Declarations that were answered in, each once. */
  readonly names: readonly string[];
  /** The rule that they make; absent where there is a reason. */
  readonly rule?: Rule;
  readonly reason?: string;
  /** Name of the rule that stands for them already. */
  readonly stands?: string;
  /** Where answers about other names or functions say the same: how a person would write a rule for all. */
  readonly wider?: string;
}

/**
 * The rules that answered questions teach. `standing` are the rules that a universe has: what they were learnt from is
 * theirs, whatever people have made of them since; `broken` are names of rules that cannot be read. Pure: reads records,
 * writes nothing.
 */
export async function learnRules(
  records: readonly RepairRecord[],
  standing: readonly Rule[],
  broken: readonly string[],
  syntax: SyntaxParser,
): Promise<readonly Lesson[]> {
  const lessons: (readonly [Lesson, readonly Instance[]])[] = [];
  const taken = new Set(standing.map((rule) => rule.name));
  const all = await instancesOf(records, syntax);
  const byRecord = Map.groupBy(all, (one) => one.record);
  const shown = new Map<RepairRecord, Promise<readonly Told[]>>();
  const showing = (record: RepairRecord): Promise<readonly Told[]> => {
    const known = shown.get(record) ?? toldIn(record, syntax);
    shown.set(record, known);
    return known;
  };
  for (const [key, instances] of Map.groupBy(all, (one) => one.key)) {
    const sources = [...new Set(instances.map((one) => one.record))];
    const told = (await Promise.all(sources.map(showing))).flat();
    const others = sources
      .flatMap((one) => byRecord.get(one) ?? [])
      .filter((one) => one.key !== key);
    for (const cluster of clustersOf(instances)) {
      const lesson = await lessonOf(key, cluster, { instances, told, others }, standing, syntax);
      lessons.push([placed(lesson, taken, broken), cluster]);
    }
  }
  const wider = widerOf(
    lessons.map(([, cluster]) => cluster),
    isEnough,
  );
  return lessons.map(([lesson, cluster]) => {
    const also = wider.get(cluster);
    return also === undefined ? lesson : { ...lesson, wider: also };
  });
}

const cascadesOf = (instances: readonly Instance[]): number =>
  new Set(instances.map((one) => one.record.run)).size;

const isEnough = (instances: readonly Instance[]): boolean =>
  instances.length >= instancesMin && cascadesOf(instances) >= cascadesMin;

/** A lesson with a name for its rule that nobody has; a file that cannot be read may be that very rule. */
function placed({ rule, ...about }: Lesson, taken: Set<string>, broken: readonly string[]): Lesson {
  if (rule === undefined) return about;
  if (broken.includes(rule.name))
    return { ...about, reason: `${rule.name} stands and cannot be read; mend it first` };
  const name = freeName(rule.name, taken);
  taken.add(name);
  return { ...about, rule: { ...rule, name } };
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
  return free;
}

async function lessonOf(
  key: string,
  instances: readonly Instance[],
  known: Known,
  standing: readonly Rule[],
  syntax: SyntaxParser,
): Promise<Lesson> {
  const records = [...new Set(instances.map((one) => one.record.seq))].sort((a, b) => a - b);
  const cascades = cascadesOf(instances);
  const names = [...new Set(instances.map((one) => one.name))].sort();
  const about = { key, instances: instances.length, cascades, records, names };
  const stands = standing.find((rule) => instances.some((one) => standsFor(rule, one)));
  if (stands !== undefined) return { ...about, stands: stands.name };
  if (instances.length < instancesMin)
    return {
      ...about,
      reason: `${counted(instances.length, "answer")} of this kind; ${instancesMin} are needed`,
    };
  if (cascades < cascadesMin)
    return { ...about, reason: `all answers come from one cascade; ${cascadesMin} are needed` };
  const made = await ruleOf(instances, known, syntax);
  if (typeof made === "string") return { ...about, reason: made };
  const since = new Date(Math.min(...instances.map((one) => one.record.at)));
  const evidence = {
    instances: instances.length,
    cascades,
    since: since.toISOString().slice(0, 10),
    records,
    places: instances.map(placeName),
  };
  return { ...about, rule: { ...made, evidence } };
}

/**
 * Whether a rule was learnt from this very answer, whatever people have made of it since. Files that do not tell their
 * answers tell their records: those hold it for all that the rule follows from.
 */
function standsFor({ language, answers, follows, evidence }: Rule, one: Instance): boolean {
  if (language !== one.language || answers.hole !== one.question.hole) return false;
  if (evidence.places !== undefined) return evidence.places.includes(placeName(one));
  return (
    evidence.records.includes(one.record.seq) &&
    answers.code === one.question.code &&
    (answers.meaning === undefined || answers.meaning === one.question.meaning) &&
    followsFrom(follows, one.change)
  );
}

const counted = (count: number, word: string): string =>
  `${count} ${word}${count === 1 ? "" : "s"}`;

/**
 * The rule that looks at the least code around its places and still gives just what was kept, there and nowhere else; or
 * why there is none, as the narrowest look that was replayed says it.
 */
async function ruleOf(
  instances: readonly Instance[],
  known: Known,
  syntax: SyntaxParser,
): Promise<Omit<Rule, "evidence"> | string> {
  let unsound: string | undefined;
  let unclean: string | undefined;
  const [first] = instances;
  if (first === undefined) return "there is nothing to learn from";
  const { language, question } = first;
  for (let level = 0; level <= widestLevel; level++) {
    const general = generalise(instances, level);
    if (typeof general === "string") {
      unsound ??= general;
      continue;
    }
    const texts = await written(syntax, general, instances, level);
    if (texts === undefined) {
      unsound ??= "what they have in common cannot be written as a piece of code";
      continue;
    }
    const { follows, holes } = general;
    const because = replay({ language, holes, follows, ...texts }, known, instances);
    if (because === undefined) {
      const { fragment, matches, becomes } = texts;
      const name = nameOf(general, question);
      const doc = docOf(general, question);
      const says = { fragment, matches, becomes, holes };
      return { name, doc, enabled: true, follows, language, answers: question, ...says };
    }
    unclean ??= because;
  }
  return unclean ?? unsound ?? "there is nothing to learn from";
}

const nameOf = ({ follows }: General, { hole, code, meaning }: RuleQuestion): string =>
  [follows.kind, follows.name, code ?? hole, meaning]
    .filter((part) => part !== undefined && part !== "")
    .join("-")
    .replaceAll(/[^a-zA-Z0-9]+/g, "-")
    .toLowerCase();

function docOf({ follows }: General, { hole, meaning }: RuleQuestion): string {
  const which = follows.name === undefined ? "" : ` (${follows.name})`;
  const about = meaning === undefined || meaning === "" ? "" : ` of ${meaning}`;
  return `Answers ${hole}${about} after ${follows.kind}${which}, as it was answered each time.`;
}
