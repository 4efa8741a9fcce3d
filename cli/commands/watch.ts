import {
  isSound,
  runPlaces,
  watchUniverse,
  type CascadeDocument,
  type CascadeOptions,
  type Sensed,
} from "#sentinel";
import type { CommandContext } from "../context.ts";
import { commandWords, fillingFor } from "../filling.ts";
import { checkText } from "../render/diagnostics.ts";
import { plural } from "../render/plural.ts";
import { plainProgress } from "../render/progress.ts";
import { exits, type CommandResult } from "../result.ts";
import { cascadeReport, deliverMode, type CascadeFlags } from "./cascade.ts";
import { openUniverse, templatesFor } from "../universe.ts";

/** `sentinel watch`: cascades whenever a saved intent changes meaning, until it is interrupted. */
export async function watch(
  context: CommandContext,
  flags: Omit<CascadeFlags, "dryRun">,
): Promise<CommandResult> {
  const universe = await openUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const deliver = isSound(universe)
    ? deliverMode(universe, flags.deliver)
    : (flags.deliver ?? "draft-branch");
  if (typeof deliver !== "string") return deliver.stopped;
  const words = commandWords(flags.command);
  if ("stopped" in words) return words.stopped;
  const choice = { engine: flags.engine, ...words };
  const asked = await fillingFor(context, universe.root, choice);
  if ("stopped" in asked) return asked.stopped;
  const options: CascadeOptions = { deliver, except: flags.except, ...choice };
  const epochs = new Map<number, Sensed>();
  let proposed = 0;
  const say = (line: string): void => context.say(line);
  await watchUniverse(
    context.host,
    universe.root,
    {
      ...options,
      ...asked,
      templates: await templatesFor(context, universe.root),
      ...(context.base === undefined ? {} : { base: context.base }),
      controls: {
        listen: (bus) => (context.quiet ? undefined : plainProgress(bus, say, context.color)),
      },
      report: {
        watching: (root) => say(`watching ${root}`),
        broken: (diagnostics, texts) => say(checkText(diagnostics, texts, context.color)),
        blocked: (obstacles) =>
          obstacles.forEach((one) => say(`error: ${one.message}\n  → ${one.cure}`)),
        opened: (epoch, sensed) => {
          epochs.set(epoch, sensed);
          say(`epoch ${epoch}: ${plural(sensed.delta.changes.length, "change")} in meaning`);
        },
        finished: (document) => {
          if (document.outcome === "proposed") proposed++;
          void tell(context, document.epoch, epochs.get(document.epoch), document, universe.id);
        },
        failed: (error) => say(`error: ${error instanceof Error ? error.message : String(error)}`),
      },
    },
    context.signal,
  );
  return {
    exit: exits.interrupted,
    document: { schema: "flywheel.watch/1", epochs: [...epochs.keys()], proposed },
    text: `stopped watching; ${plural(epochs.size, "epoch")} opened, ${proposed} proposed`,
  };
}

async function tell(
  context: CommandContext,
  epoch: number,
  sensed: Sensed | undefined,
  document: CascadeDocument,
  universeId: string,
): Promise<void> {
  if (context.json) return context.say(JSON.stringify(document));
  if (sensed === undefined) return;
  const places = runPlaces(context.host, universeId, epoch);
  context.say(await cascadeReport(context, sensed, document, places));
}
