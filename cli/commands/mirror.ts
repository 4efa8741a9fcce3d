import { mirrorOf, printMirror } from "#jarvis";
import { openAudit } from "../audit.ts";
import type { CommandContext } from "../context.ts";
import { exits, type CommandResult } from "../result.ts";
import { noService } from "../universe.ts";

/** `jarvis mirror <service>`: the facts of its code as S-expressions. */
export async function mirror(context: CommandContext, name: string): Promise<CommandResult> {
  const opened = await openAudit(context);
  if ("stopped" in opened) return opened.stopped;
  const { options } = opened;
  const known = [...options.model.services.keys()];
  const mirrored = await mirrorOf(options, name);
  if (mirrored === undefined) return noService(`there is no service ${name}`, name, known);
  await options.cache.save();
  const text = printMirror(mirrored, known);
  const unknown = mirrored.files.flatMap(({ path, unknown: why }) =>
    why === undefined ? [] : [{ file: path, ...why }],
  );
  const document = {
    schema: "flywheel.mirror/1",
    service: name,
    language: mirrored.language,
    directory: mirrored.directory,
    facts: text,
    unknown,
  };
  return { exit: exits.done, document, text };
}
