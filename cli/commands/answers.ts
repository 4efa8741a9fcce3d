import {
  readArtifact,
  readAnswers,
  answerableIn,
  isEditedByHand,
  type RunPlaces,
  type RunRecord,
} from "#sentinel";
import type { Model } from "#intent";
import type { CommandContext } from "../context.ts";
import { exits, problem, type CommandResult } from "../result.ts";

/** What a run needs to know of answers: those that are given, and earlier ones that were in vain. */
export interface AnswersGiven {
  readonly answers: readonly string[];
  readonly vain: readonly string[];
}

/**
 * Reads answers to what a halted run asks, as the run will remember them: one for each hole. An id or a choice that there
 * is not is refused with what there is, and so is an answer to a service that somebody has edited by hand meanwhile.
 */
export async function answersToRun(
  context: CommandContext,
  places: RunPlaces,
  record: RunRecord,
  after: Model,
  answers: readonly string[],
): Promise<AnswersGiven | { readonly stopped: CommandResult }> {
  const { host } = context;
  const artifacts = (
    await Promise.all(record.services.map((one) => readArtifact(host, places, one.name)))
  ).flatMap((one) => one ?? []);
  const vain = artifacts.flatMap((one) => one.vain ?? []);
  if (answers.length === 0) return { answers, vain };
  const read = readAnswers(answers, artifacts, after.services);
  const [misfit] = read.misfits;
  if (misfit !== undefined)
    return { stopped: problem(exits.usage, `--answer ${misfit.message}`, misfit.cure) };
  for (const artifact of artifacts) {
    const service = after.services.get(artifact.name);
    const isMeant = answerableIn([artifact]).some(({ hole }) =>
      read.answers.some((one) => one.startsWith(`${hole.id}=`)),
    );
    if (service === undefined || !isMeant || artifact.stamped !== true || artifact.anew === true)
      continue;
    if (await isEditedByHand({ host, record, places }, service, artifact))
      return {
        stopped: problem(
          exits.usage,
          `the scene of ${artifact.name} was edited by hand, and an answer is put to code as it was stamped`,
          `write the answer there, too, and resume; or put the files back as they were`,
        ),
      };
  }
  return { answers: read.answers, vain };
}
