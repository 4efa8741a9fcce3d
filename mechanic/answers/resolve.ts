import { didYouMean, type Edit, type Hole, type Slot } from "#intent";

import { bound } from "../engines/delta/shared/index.ts";
import { guessedName, namesOf, readChoice, splitAnswer, type Choosing } from "./grammar.ts";
import { questionId, questionsOf, type Asked, type Question } from "./questions.ts";
import { spillsOver } from "./whole.ts";

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
        : ofHole(answer, hole, choosing, questions, context);
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
  questions: ReadonlyMap<string, Question>,
  { whole }: AnswerContext,
): Misfit | readonly Resolved[] {
  if (asked === undefined) throw new Error(`an answer without a hole: ${answer}`);
  const { id, candidates: own } = asked.hole;
  if (choosing.kind === "number" && !whole) return { answer, ...unnumbered(id) };
  // A number is that of the question, which is what a report shows, wherever the hole stands in it.
  const candidates = questions.get(questionId(asked.hole))?.candidates ?? own;
  const label = labelOf(candidates, choosing);
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
  return { answer, ...whyNot(id, candidates, [asked.hole], choosing, label) };
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
  if (choosing.kind === "number" && !whole) return { answer, ...unnumbered(question.id) };
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

const unnumbered = (id: string): Pick<Misfit, "message" | "cure"> => ({
  message: `the candidates of ${id} have no numbers before all services have asked`,
  cure: "write the candidate as it is spelt, or answer with `resume` once it is asked",
});

/** A text with its layout taken away; what stands in quotes is no layout. */
const flat = (text: string): string =>
  text
    .replaceAll(
      /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`)|\s+/g,
      (_, quoted?: string) => quoted ?? " ",
    )
    .trim();

/** The candidate that is meant. */
function labelOf(candidates: readonly string[], choosing: Choosing): string | undefined {
  if (choosing.kind === "text") return undefined;
  if (choosing.kind === "number") return candidates[choosing.number - 1];
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
  if (spillsOver(choosing.text, slot) !== undefined) return undefined;
  const { file, start, end, before, after, binds } = slot;
  return [{ file, start, end, text: `${before}${bound(choosing.text, binds === true)}${after}` }];
}

function spillsOf(text: string, slot: Slot | undefined): readonly string[] {
  const why = slot === undefined ? undefined : spillsOver(text, slot);
  return why === undefined ? [] : [why];
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
  if (choosing.kind === "text") {
    const spills = holes.flatMap(({ slot }) => spillsOf(choosing.text, slot));
    return {
      message: !takesText
        ? `${id} takes no text: it is answered by hand`
        : `${id}: ${spills[0] ?? "the text is empty"}`,
      cure,
    };
  }
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
