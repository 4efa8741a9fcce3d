import {
  answerWords,
  namesOf,
  questionId,
  questionsOf,
  resolveAnswers,
  splitAnswer,
  type Answers,
  type Asked,
  type Decided,
  type Misfit,
  type Question,
} from "#mechanic";
import type { Hole, Model } from "#intent";
import type { ServiceArtifact } from "./artifact.ts";
import type { RunContext } from "./context.ts";

/** An answer that a repair holds. */
export interface Answered {
  /** The hole as it was asked. */
  readonly hole: Hole;
  /** The candidate as it is spelt, or the text that somebody wrote. */
  readonly choice: string;
  readonly own: boolean;
}

/** What people have said about the holes of a run, for the repair of one service. */
export const answersFor = ({ record }: RunContext): Answers => ({
  given: record.answers ?? [],
  accepted: record.accepted ?? [],
  whole: record.services.length === 1 || record.alone === true,
});

/** What a repair made of the answers, for the artifact: those that it holds, and a note for each that was in vain. */
export function heardOf(decided: Decided | undefined): {
  readonly answered: readonly Answered[];
  readonly notes: readonly string[];
} {
  const answered = (decided?.answered ?? []).map(({ hole, choice, own }) => ({
    hole,
    choice,
    own,
  }));
  const accepted = (decided?.accepted ?? []).map(
    ({ question }) => `accepted as it stands: ${question}`,
  );
  const given = answered.map(({ hole, choice }) => `answered with ${choice}: ${hole.question}`);
  return { answered, notes: [...given, ...accepted, ...(decided?.notes ?? [])] };
}

/** Everything that an answer may call a hole. */
const namesIn = (hole: Hole): readonly string[] => [...namesOf(hole), questionId(hole)];

/** Whether one of the run's answers is about a service that was looked at before: then its repair is made anew. */
export function isAnswered({ record }: RunContext, earlier: ServiceArtifact): boolean {
  const names = [
    ...earlier.holes.flatMap(namesIn),
    ...(earlier.answered ?? []).flatMap(({ hole }) => namesIn(hole)),
  ];
  return (record.answers ?? []).some((answer) => splitAnswer(answer, names) !== undefined);
}

/** The answers of a run, in their words, to these holes or the questions that they ask. */
const addressedTo = ({ record }: Pick<RunContext, "record">, holes: readonly Hole[]): string[] => {
  const names = holes.flatMap(namesIn);
  return (record.answers ?? []).filter((answer) => splitAnswer(answer, names) !== undefined);
};

/** Whether somebody has answered this hole, or the question that it asks. */
export const isAddressed = (run: Pick<RunContext, "record">, hole: Hole): boolean =>
  addressedTo(run, [hole]).length > 0;

/** For the artifact: what was answered of holes that are open all the same. */
export function vainIn(
  run: Pick<RunContext, "record">,
  holes: readonly Hole[],
): Pick<ServiceArtifact, "vain"> {
  const vain = addressedTo(run, holes);
  return vain.length === 0 ? {} : { vain };
}

/** The open holes of services, with whose they are. */
export const askedIn = (artifacts: readonly ServiceArtifact[]): readonly Asked[] =>
  artifacts.flatMap(({ name, holes }) => holes.map((hole) => ({ service: name, hole })));

/** What may still be answered: the open holes of held services, and those whose answer waits there for others. */
export const answerableIn = (artifacts: readonly ServiceArtifact[]): readonly Asked[] => [
  ...askedIn(artifacts),
  ...artifacts
    .filter(({ outcome }) => outcome === "held")
    .flatMap(({ name, answered = [] }) => answered.map(({ hole }) => ({ service: name, hole }))),
];

const languageIn =
  (services: Model["services"]) =>
  (service: string): string =>
    services.get(service)?.language ?? "";

/**
 * Answers in the words that a run remembers: one for each hole, by the hole's own id. An answer to a question becomes one
 * to each of its holes.
 */
export function readAnswers(
  answers: readonly string[],
  artifacts: readonly ServiceArtifact[],
  services: Model["services"],
): { readonly answers: readonly string[]; readonly misfits: readonly Misfit[] } {
  const context = { languageOf: languageIn(services), whole: true };
  const { resolved, misfits } = resolveAnswers(answers, answerableIn(artifacts), context);
  return { answers: resolved.map(answerWords), misfits };
}

/** The same answer, for what other services ask of its kind: offered, and never given unasked. */
export interface Offer {
  readonly services: readonly string[];
  /** Words for `--answer`, one for each hole. */
  readonly answers: readonly string[];
  readonly choice: string;
}

/** What the answers that were given could answer elsewhere: holes of the same kind and change for which the choice exists. */
export function offersOf(
  artifacts: readonly ServiceArtifact[],
  services: Model["services"],
): readonly Offer[] {
  const languageOf = languageIn(services);
  const open = askedIn(artifacts);
  const offers = new Map<string, Offer>();
  for (const { name, answered = [] } of artifacts)
    for (const given of answered) {
      const fits = open.filter(
        ({ service, hole }) =>
          service !== name &&
          hole.kind === given.hole.kind &&
          hole.delta === given.hole.delta &&
          (given.own
            ? hole.slot !== undefined && languageOf(service) === languageOf(name)
            : hole.choices?.some(({ label }) => label === given.choice) === true),
      );
      if (fits.length === 0) continue;
      offers.set(`${given.hole.kind}|${given.hole.delta}|${given.choice}`, {
        services: [...new Set(fits.map(({ service }) => service))],
        answers: fits.map(({ service, hole }) =>
          answerWords({ service, hole, choice: given.choice, own: given.own, edits: [] }),
        ),
        choice: given.choice,
      });
    }
  return [...offers.values()];
}

/** What is asked once of a run's services, and what the answers that were given could answer elsewhere. */
export function askingOf(
  artifacts: readonly ServiceArtifact[],
  services: Model["services"],
): { readonly questions: readonly Question[]; readonly offers: readonly Offer[] } {
  const held = artifacts.filter(({ outcome }) => outcome === "held");
  return { questions: questionsOf(askedIn(held)), offers: offersOf(artifacts, services) };
}

/** Answers that no service of a run had a hole for, each with what there is. */
export function strayAnswers(
  answers: readonly string[],
  artifacts: readonly ServiceArtifact[],
  services: Model["services"],
): readonly Misfit[] {
  const open = readAnswers(answers, artifacts, services).misfits.filter(({ stray }) => stray);
  const heard = artifacts.flatMap(({ answered = [] }) =>
    answered.flatMap(({ hole }) => namesIn(hole)),
  );
  return open.filter(({ answer }) => splitAnswer(answer, heard) === undefined);
}
