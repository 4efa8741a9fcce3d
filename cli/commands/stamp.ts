import { stamp as stampModel, type StampedFile } from "#forge";
import { hasErrors, type Service } from "#intent";
import { joinPath, readServiceSources } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { checkText, plural } from "../render/diagnostics.ts";
import { exits, type CommandResult } from "../result.ts";
import { noService, openSoundUniverse, templatesFor } from "../universe.ts";

type Status = "written" | "unchanged" | "stale" | "created";

/** What becomes of one file: stamped files are overwritten, scaffolds only made in a service without any code yet. */
async function settle(
  context: CommandContext,
  root: string,
  file: StampedFile,
  checkOnly: boolean,
  bare: () => Promise<boolean>,
): Promise<Status | undefined> {
  const path = joinPath(root, file.path);
  const before = await context.host.files.readText(path);
  if (before === file.text) return "unchanged";
  if (file.kind === "scaffold") {
    if (before !== undefined || !(await bare())) return undefined;
    if (!checkOnly) await context.host.files.writeText(path, file.text);
    return checkOnly ? undefined : "created";
  }
  if (checkOnly) return "stale";
  await context.host.files.writeText(path, file.text);
  return before === undefined ? "created" : "written";
}

/** Whether a service has no code yet. */
const isBare = async (
  context: CommandContext,
  root: string,
  service: Service | undefined,
): Promise<boolean> =>
  service !== undefined &&
  (await readServiceSources(context.host.files, root, service)).sources.size === 0;

/** `forge stamp`: writes the machine-owned files of the services named, or of all; with `checkOnly` finds the stale ones. */
export async function stamp(
  context: CommandContext,
  names: readonly string[],
  checkOnly: boolean,
): Promise<CommandResult> {
  const universe = await openSoundUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const known = [...universe.model.services.keys()];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    return noService(`there is no service ${unknown}`, unknown, known);
  }
  const templates = await templatesFor(context, universe.root);
  const stamped = stampModel(universe.model, templates, {
    sha256: context.host.sha256,
    ...(names.length === 0 ? {} : { services: names }),
  });
  if (hasErrors(stamped.diagnostics)) {
    const texts = new Map(universe.sources.map((source) => [source.path, source.text]));
    return {
      exit: exits.findings,
      document: { schema: "flywheel.stamp/1", services: [] },
      text: checkText(stamped.diagnostics, texts, context.color),
    };
  }
  const services = [];
  const lines: string[] = [];
  let stale = 0;
  for (const service of stamped.services) {
    const files: { path: string; status: Status }[] = [];
    const owner = universe.model.services.get(service.name);
    // Asked only where a scaffold is missing: the whole folder must be looked through to know.
    let known: Promise<boolean> | undefined;
    const bare = (): Promise<boolean> => (known ??= isBare(context, universe.root, owner));
    for (const file of service.files) {
      const status = await settle(context, universe.root, file, checkOnly, bare);
      if (status === undefined) continue;
      files.push({ path: file.path, status });
      if (status !== "unchanged") lines.push(`${status} ${file.path}`);
      if (status === "stale") stale++;
    }
    services.push({ name: service.name, files });
  }
  if (lines.length === 0) lines.push(`${plural(services.length, "service")} stamped already`);
  if (stale > 0)
    lines.push(
      `${plural(stale, "file")} stale: run \`forge stamp\`, or change the intent and run \`sentinel cascade\``,
    );
  return {
    exit: stale > 0 ? exits.findings : exits.done,
    document: { schema: "flywheel.stamp/1", services },
    text: lines.join("\n"),
  };
}
