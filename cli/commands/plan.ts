import {
  keepSensed,
  loadUniverse,
  planDocument,
  sense,
  senseKnown,
  type Compared,
  type Sensed,
} from "#sentinel";
import type { Consulted } from "#intent";
import type { CommandContext } from "../context.ts";
import { planText } from "../render/plan.ts";
import { rolloutSentences } from "../render/rollout.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { templatesMark } from "../stamps/mark.ts";
import { findUniverse, soundOr, templatesFor, withoutBase } from "../universe.ts";

/**
 * `sentinel plan`: what the edited intents reach. Writes nothing but what is known of the universe now, into the user's cache
 * folder: the next plan reads only what was edited since.
 */
export async function plan(context: CommandContext): Promise<CommandResult> {
  const located = await findUniverse(context);
  if ("stopped" in located) return located.stopped;
  const { root } = located;
  // A base that was asked for is no base of the last time.
  const mark = context.base === undefined ? await templatesMark(context, root) : undefined;
  const known = mark === undefined ? undefined : await senseKnown(context.host, root, mark);
  if (known !== undefined) return planned(context, known);
  const sensed = await senseWhole(context, root, mark);
  return "stopped" in sensed ? sensed.stopped : planned(context, sensed);
}

function planned(context: CommandContext, sensed: Compared): CommandResult {
  const document = planDocument(sensed);
  const steps = rolloutSentences(sensed.delta);
  return { exit: exits.done, document, text: planText(document, context.color, steps) };
}

/** Senses a universe from all its intents, and keeps what is known of it then where `mark` tells by what it was stamped. */
async function senseWhole(
  context: CommandContext,
  root: string,
  mark: string | undefined,
): Promise<Sensed | { readonly stopped: CommandResult }> {
  const { host, base } = context;
  const looked = host.clock.now();
  const consulted = new Map<string, Consulted>();
  const universe = soundOr(context, await loadUniverse(host, root, consulted));
  if ("stopped" in universe) return universe;
  if (universe.repositories.length === 0) {
    const stopped = problem(
      exits.environment,
      `no git repository holds the services of ${universe.root}`,
      "run `git init` in the universe (or in each service) and commit once",
    );
    return { stopped };
  }
  const sensed = await sense(host, universe, await templatesFor(context, root), base);
  const baseless = withoutBase(sensed, base);
  if (baseless !== undefined) return { stopped: baseless };
  const unborn = sensed.bases.filter(({ revision }) => revision === undefined);
  if (unborn.length > 0) {
    const stopped = problem(
      exits.environment,
      `no commit yet in ${unborn.map(({ repository }) => repository.name).join(", ")}`,
      "commit once: a change is measured against a commit",
    );
    return { stopped };
  }
  if (mark !== undefined) await keepSensed(host, { sensed, mark, looked, consulted });
  return sensed;
}
