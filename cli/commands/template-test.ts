import { stamp, type StampedFile } from "#forge";
import { hasErrors, type Service } from "#intent";
import { joinPath, lineChanges } from "#sentinel";
import type { CommandContext } from "../context.ts";
import { checkText, diagnosticRows } from "../render/diagnostics.ts";
import { plural } from "../render/plural.ts";
import { exits, problem, type CommandResult } from "../result.ts";
import { openSoundUniverse, templatesFor, type SoundUniverse } from "../universe.ts";
import { gateService, serviceNamed } from "./mechanic.ts";
import type { TemplateFlags } from "./template.ts";

/** A stamped file that is another than the one that stands, by lines. */
interface Changed {
  readonly path: string;
  readonly added: number;
  readonly removed: number;
}

interface TestedService {
  readonly service: Service;
  readonly files: readonly StampedFile[];
  readonly changed: readonly Changed[];
}

/**
 * `forge template test`: what a stamp by the universe's own templates would change, held against what stands, and nothing is
 * written; with `gates` the check gate of each service that changes, in a throw-away copy.
 */
export async function templateTest(
  context: CommandContext,
  { service: only, gates }: TemplateFlags,
): Promise<CommandResult> {
  const universe = await openSoundUniverse(context);
  if ("stopped" in universe) return universe.stopped;
  const named = only === undefined ? undefined : serviceNamed(universe, only);
  if (named !== undefined && "stopped" in named) return named.stopped;
  const templates = await templatesFor(context, universe.root);
  const stamped = stamp(universe.model, templates, {
    sha256: context.host.sha256,
    ...(only === undefined ? {} : { services: [only] }),
  });
  if (hasErrors(stamped.diagnostics)) {
    const texts = new Map([
      ...universe.sources.map(({ path, text }) => [path, text] as const),
      ...[...templates.values()].map(({ file, text }) => [file, text] as const),
    ]);
    return {
      exit: exits.findings,
      document: {
        schema: "flywheel.template/1",
        diagnostics: diagnosticRows(stamped.diagnostics, texts),
        services: [],
      },
      text: checkText(stamped.diagnostics, texts, context.color),
    };
  }
  const tested: TestedService[] = [];
  for (const { name, files } of stamped.services) {
    const service = universe.model.services.get(name);
    if (service === undefined) continue;
    tested.push({ service, files, changed: await changesOf(context, universe.root, files) });
  }
  return report(context, universe, tested, gates === true);
}

async function changesOf(
  { host }: CommandContext,
  root: string,
  files: readonly StampedFile[],
): Promise<Changed[]> {
  const changed: Changed[] = [];
  for (const { path, text, kind } of files) {
    if (kind === "scaffold") continue;
    const before = (await host.files.readText(joinPath(root, path))) ?? null;
    if (before !== text) changed.push({ path, ...lineChanges(before, text) });
  }
  return changed;
}

async function report(
  context: CommandContext,
  universe: SoundUniverse,
  tested: readonly TestedService[],
  withGates: boolean,
): Promise<CommandResult> {
  const services: object[] = [];
  const lines: string[] = [];
  let exit: CommandResult["exit"] = exits.done;
  for (const { service, files, changed } of tested) {
    for (const { path, added, removed } of changed) lines.push(`${path}  +${added} -${removed}`);
    const row = { name: service.name, files: changed };
    if (!withGates || changed.length === 0) {
      services.push(row);
      continue;
    }
    if (context.signal.aborted) break;
    const result = await gateService(context, universe, service, { files, only: "check" });
    if (exit === exits.done) ({ exit } = result);
    lines.push(result.text);
    services.push({ ...row, gates: result.document });
  }
  if (context.signal.aborted)
    return problem(exits.interrupted, "interrupted; nothing was written", "run it again");
  const count = tested.filter(({ changed }) => changed.length > 0).length;
  lines.push(
    count === 0
      ? "no stamped file would change"
      : `${plural(count, "service")} of ${tested.length} would change; nothing was written`,
  );
  return {
    exit,
    document: { schema: "flywheel.template/1", services },
    text: lines.join("\n"),
  };
}
