import { takenNames } from "#forge";
import { hasErrors } from "#intent";
import { isSound } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { checkText, diagnosticRows } from "../render/diagnostics.ts";
import { plural } from "../render/plural.ts";
import { exits, type CommandResult } from "../result.ts";
import { openUniverse, outdatedIn } from "../universe.ts";

/** `forge check`: every diagnostic of every intent, in one run. */
export async function check(context: CommandContext): Promise<CommandResult> {
  const universe = await openUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const outdated = await outdatedIn(context, universe.root);
  const texts = new Map([
    ...universe.sources.map((source) => [source.path, source.text] as const),
    ...outdated.texts,
  ]);
  // Names are those of a sound model: one with errors lacks what they would be of.
  const taken = isSound(universe) ? takenNames(universe.model) : [];
  const diagnostics = [...universe.diagnostics, ...taken, ...outdated.diagnostics];
  const services = [...(universe.model?.services.keys() ?? [])];
  const document = {
    schema: "flywheel.check/1",
    diagnostics: diagnosticRows(diagnostics, texts),
    services,
  };
  const found = hasErrors(diagnostics);
  const drawn = checkText(diagnostics, texts, context.color);
  const first = diagnostics.find(({ severity }) => severity === "error")?.code ?? "";
  const text = found
    ? `${drawn}; \`flywheel explain ${first}\` says more`
    : [drawn, `${plural(services.length, "service")} checked, no errors`]
        .filter((part) => part !== "")
        .join("\n\n");
  return { exit: found ? exits.findings : exits.done, document, text };
}
