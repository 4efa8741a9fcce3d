import { didYouMean, type Edit, type Hole } from "#intent";

import { bound } from "../engines/delta/shared/index.ts";
import { guessedName, namesOf, readChoice, splitAnswer, type Choosing } from "./grammar.ts";
import { questionId, questionsOf, type Asked, type Question } from "./questions.ts";

/** An answer that was understood, for one hole. */
export interface Resolved extends Asked {
  /** The candidate as it is spelt, or the text that somebody wrote. */
  readonly choice: string;
  /** Whether it is a text of somebody's own. */
  readonly own: boolean;
  /** Edits of the unedited text; none where the code may stay. */
  readonly edits: readonly Edit[];
}

/** Why an answer is none, and what there is instead. */
export interface Misfit {
  readonly answer: string;
  readonly message: string;
  readonly cure: string;
  /** Whether no hole or question has its id. */
  readonly stray?: true;
}

export interface Resolution {
  readonly resolved: readonly Resolved[];
  readonly misfits: readonly Misfit[];
}

/** What an answer is understood by. */
export interface AnswerContext {
  /** Language of a service: a text of one's own is a text of one language. */
  readonly languageOf: (service: string) => string;
  /** Whether the holes are all that the question has: otherwise its numbers are not known yet. */
  readonly whole: boolean;
}

/**
 * Understands answers by the holes that are open. A later answer to a hole takes an earlier one's place. An answer to a
 * question is one to each of its holes for which the choice exists; one that exists for none is a misfit.
 */
export function resolveAnswers(
  answers: readonly string[],
  asked: readonly Asked[],
  context: AnswerContext,
): Resolution {
  const questions = new Map(questionsOf(asked).map((one) => [one.id, one]));
  const holes = new Map(asked.flatMap((one) => namesOf(one.hole).map((name) => [name, one])));
  const resolved = new Map<string, Resolved>();
  const misfits: Misfit[] = [];
  for (const answer of answers) {
    const split = splitAnswer(answer, [...holes.keys(), ...questions.keys()]);
    if (split === undefined) {
      misfits.push(strayed(answer, asked));
      continue;
    }
    const choosing = readChoice(split.words);
    const hole = holes.get(split.name);
    const question = questions.get(split.name);
    const found =
      hole === undefined && question !== undefined
        ? ofQuestion(answer, question, choosing, asked, context)
        : ofHole(answer, hole, choosing);
    if ("message" in found) misfits.push(found);
    else for (const one of found) resolved.set(one.hole.id, one);
  }
  return { resolved: [...resolved.values()], misfits };
}

function strayed(answer: string, asked: readonly Asked[]): Misfit {
  const name = guessedName(answer);
  const ids = [...new Set(asked.flatMap(({ hole }) => [questionId(hole), ...namesOf(hole)]))];
  const near = didYouMean(name, ids) ?? ids.find((id) => name !== "" && id.includes(name));
  const all = questionsOf(asked).map(({ id }) => id);
  return {
    answer,
    stray: true,
    message: answer.includes("=")
      ? `nothing that is asked has the id ${name}`
      : `${answer} is no answer: it has no choice`,
    cure:
      near !== undefined && answer.includes("=")
        ? `did you mean ${near}?`
        : all.length === 0
          ? "nothing is asked"
          : `write ID=CHOICE; what is asked: ${all.join(", ")}`,
  };
}

function ofHole(
  answer: string,
  asked: Asked | undefined,
  choosing: Choosing,
): Misfit | readonly Resolved[] {
  if (asked === undefined) throw new Error(`an answer without a hole: ${answer}`);
  const label = labelOf(asked.hole.candidates, choosing);
  const edits = editsOf(asked.hole, choosing, label);
  if (edits !== undefined)
    return [
      {
        ...asked,
        choice: choosing.kind === "text" ? choosing.text : (label ?? ""),
        own: choosing.kind === "text",
        edits,
      },
    ];
  return { answer, ...whyNot(asked.hole.id, asked.hole.candidates, [asked.hole], choosing, label) };
}

function ofQuestion(
  answer: string,
  question: Question,
  choosing: Choosing,
  asked: readonly Asked[],
  { languageOf, whole }: AnswerContext,
): Misfit | readonly Resolved[] {
  const own = asked.filter(({ hole }) => questionId(hole) === question.id);
  const languages = [...new Set(own.map(({ service }) => languageOf(service)))];
  if (choosing.kind === "text" && languages.length > 1)
    return {
      answer,
      message: `${question.id} is asked in ${languages.join(", ")}, and a text is of one language`,
      cure: `answer its holes: ${question.holes.map(({ file, line }) => `${file}:${line}`).join(", ")}`,
    };
  if (choosing.kind === "number" && !whole)
    return {
      answer,
      message: `the candidates of ${question.id} have no numbers before all services have asked`,
      cure: "write the candidate as it is spelt, or answer with `resume` once it is asked",
    };
  const label = labelOf(question.candidates, choosing);
  const found = own.flatMap((one): readonly Resolved[] => {
    const edits = editsOf(one.hole, choosing, label);
    const choice = choosing.kind === "text" ? choosing.text : (label ?? "");
    return edits === undefined ? [] : [{ ...one, choice, own: choosing.kind === "text", edits }];
  });
  if (found.length > 0) return found;
  const holes = own.map(({ hole }) => hole);
  return { answer, ...whyNot(question.id, question.candidates, holes, choosing, label) };
}

/** The candidate that is meant. */
function labelOf(candidates: readonly string[], choosing: Choosing): string | undefined {
  if (choosing.kind === "text") return undefined;
  if (choosing.kind === "number") return candidates[choosing.number - 1];
  const flat = (text: string): string => text.replaceAll(/\s+/g, " ").trim();
  return candidates.find((one) => flat(one) === flat(choosing.label));
}

function editsOf(
  hole: Hole,
  choosing: Choosing,
  label: string | undefined,
): readonly Edit[] | undefined {
  if (choosing.kind !== "text")
    return hole.choices?.find((choice) => label !== undefined && choice.label === label)?.edits;
  const { slot } = hole;
  if (slot === undefined || choosing.text.trim() === "") return undefined;
  const { file, start, end, before, after, binds } = slot;
  return [{ file, start, end, text: `${before}${bound(choosing.text, binds === true)}${after}` }];
}

/** Why a choice exists nowhere, and which there are. */
function whyNot(
  id: string,
  candidates: readonly string[],
  holes: readonly Hole[],
  choosing: Choosing,
  label: string | undefined,
): Pick<Misfit, "message" | "cure"> {
  const takesText = holes.some(({ slot }) => slot !== undefined);
  const known = new Set(holes.flatMap(({ choices = [] }) => choices.map((one) => one.label)));
  const numbered = candidates.flatMap((one, index) =>
    known.has(one) ? [`${index + 1} (${one})`] : [],
  );
  const there = [...numbered, ...(takesText ? ["a text of your own (`ID==text`)"] : [])];
  const byHand = `edit ${[...new Set(holes.map(({ file }) => file))].join(", ")} in the scene and resume`;
  const cure = there.length === 0 ? byHand : `there is ${there.join(", ")}`;
  if (choosing.kind === "text")
    return {
      message: takesText
        ? `${id}: the text is empty`
        : `${id} takes no text: it is answered by hand`,
      cure,
    };
  if (label !== undefined)
    return { message: `${id}: \`${label}\` is a hint and no code that could be put there`, cure };
  if (choosing.kind === "number")
    return { message: `${id} has no candidate ${choosing.number}`, cure };
  const near = didYouMean(choosing.label, candidates);
  return {
    message: `${id} has no candidate \`${choosing.label}\``,
    cure: near === undefined ? cure : `did you mean \`${near}\`?`,
  };
}
