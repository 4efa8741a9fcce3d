import type { CommandContext } from "../context.ts";
import type { CommandResult } from "../result.ts";
import { exits } from "../result.ts";
export async function init(_context: CommandContext, _dir: string | undefined): Promise<CommandResult> {
  return { exit: exits.done, document: {}, text: "" };
}
