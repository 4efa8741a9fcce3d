import { changedName } from "../change-terms.ts";
import type { Instance } from "./instances.ts";
import { clustersOf } from "./likeness.ts";

/** A lesson's answers, however few. */
type Answers = readonly Instance[];

/**
 * For lessons of different names, or about different functions, that would be one: a sentence that says so, and how a person
 * who knows that it holds for all writes that down. Nothing follows from it by itself. `enough` says which answers together
 * would make a rule.
 */
export function widerOf(
  lessons: readonly Answers[],
  enough: (answers: Answers) => boolean,
): ReadonlyMap<Answers, string> {
  const found = new Map<Answers, string>();
  const answered = lessons.filter(([first]) => (first?.around.length ?? 0) > 0);
  for (const [, group] of Map.groupBy(answered, ([first]) => wideKey(first))) {
    const of = new Map(group.flatMap((own) => own.slice(0, 1).map((one) => [one, own] as const)));
    for (const cluster of clustersOf([...of.keys()])) {
      const own = cluster.flatMap((one) => {
        const answers = of.get(one);
        return answers === undefined ? [] : [answers];
      });
      if (own.length < 2 || !enough(own.flat())) continue;
      const says = sentence(own.flat());
      if (says !== undefined) for (const one of own) found.set(one, says);
    }
  }
  return found;
}

/** What lessons of different names have in common before anybody looks at their code. */
const wideKey = (one: Instance | undefined): string =>
  one === undefined
    ? ""
    : [one.change.kind, one.language, one.question.hole, one.question.code ?? ""].join(" ");

const shownMax = 5;

/** `undefined` where neither name nor function tells the lessons apart: then it is their code that does. */
function sentence(answers: Answers): string | undefined {
  const distinct = (words: readonly (string | undefined)[]): readonly string[] => [
    ...new Set(words.filter((word) => word !== undefined)),
  ];
  const names = distinct(answers.map(({ change }) => changedName(change.symbol)));
  const about = distinct(answers.map(({ question }) => question.meaning));
  const said = names.length > 1 ? names : about;
  const shown = said.length > shownMax ? [...said.slice(0, shownMax), "…"] : said;
  const members = [
    ...(names.length > 1 ? ["(name …), with «changed» where its code has the name"] : []),
    ...(about.length > 1 ? ["(of …)"] : []),
  ];
  if (members.length === 0) return undefined;
  return `${shown.join(", ")} were answered alike (${answers.length} answers); if that holds for others, too, write a rule without ${members.join(" and ")}`;
}
