import { formatText, type Diagnostic } from "#intent";
import { joinPath } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { checkText, diagnosticRows } from "../render/diagnostics.ts";
import { plural } from "../render/plural.ts";
import { exits, type CommandResult } from "../result.ts";
import { openUniverse } from "../universe.ts";

/** `forge fmt`: formats every intent; with `checkOnly` it writes nothing and exits 1 where one would change. */
export async function fmt(context: CommandContext, checkOnly: boolean): Promise<CommandResult> {
  const universe = await openUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const changed: string[] = [];
  const diagnostics: Diagnostic[] = [];
  // What was not read as it stands must not be written back, and what lies behind a link was not read at all.
  const unread = universe.diagnostics.filter(
    (one) => one.code === "not-utf8" || one.code === "link-not-followed",
  );
  diagnostics.push(...unread);
  for (const source of universe.sources) {
    if (unread.some((one) => one.file === source.path)) continue;
    const [text, found] = formatText(source.path, source.text);
    const errors = found.filter((one) => one.severity === "error");
    diagnostics.push(...errors);
    if (errors.length > 0 || text === source.text) continue;
    changed.push(source.path);
    if (!checkOnly) await context.host.files.writeText(joinPath(universe.root, source.path), text);
  }
  const texts = new Map(universe.sources.map((source) => [source.path, source.text]));
  const document = {
    schema: "flywheel.fmt/1",
    files: changed,
    written: !checkOnly,
    diagnostics: diagnosticRows(diagnostics, texts),
  };
  const verb = checkOnly ? "would change" : "formatted";
  const lines = changed.map((path) => `${verb} ${path}`);
  if (diagnostics.length > 0) lines.push(checkText(diagnostics, texts, context.color));
  if (lines.length === 0)
    lines.push(`${plural(universe.sources.length, "intent")} formatted already`);
  const exit =
    diagnostics.length > 0 || (checkOnly && changed.length > 0) ? exits.findings : exits.done;
  return { exit, document, text: lines.join("\n") };
}
