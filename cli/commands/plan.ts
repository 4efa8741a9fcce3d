import { planDocument, sense } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { planText } from "../render/plan.ts";
import { rolloutSentences } from "../render/rollout.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { openSoundUniverse, templatesFor, withoutBase } from "../universe.ts";

/** `sentinel plan`: what the edited intents reach. Writes nothing. */
export async function plan(context: CommandContext): Promise<CommandResult> {
  const universe = await openSoundUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  if (universe.repositories.length === 0) {
    return problem(
      exits.environment,
      `no git repository holds the services of ${universe.root}`,
      "run `git init` in the universe (or in each service) and commit once",
    );
  }
  const sensed = await sense(
    context.host,
    universe,
    await templatesFor(context, universe.root),
    context.base,
  );
  const stopped = withoutBase(sensed, context.base);
  if (stopped !== undefined) return stopped;
  const unborn = sensed.bases.filter((base) => base.revision === undefined);
  if (unborn.length > 0) {
    return problem(
      exits.environment,
      `no commit yet in ${unborn.map((base) => base.repository.name).join(", ")}`,
      "commit once: a change is measured against a commit",
    );
  }
  const document = planDocument(sensed);
  const steps = rolloutSentences(sensed.delta);
  return { exit: exits.done, document, text: planText(document, context.color, steps) };
}
